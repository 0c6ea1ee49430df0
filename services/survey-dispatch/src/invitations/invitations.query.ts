import type { DataSource } from 'typeorm';

/** An invitation as it is read, with what its decision says; the address is no part of it. */
export interface InvitationRow {
  readonly invitationId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly programId: string;
  readonly touchpoint: string;
  readonly journeyEventId: string;
  readonly correlationId: string;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly question: string;
  readonly locale: string;
  readonly state: string;
  readonly channel: string;
  readonly fallbackChannels: string[];
  readonly dueAt: Date;
  readonly expiresAt: Date;
  readonly attempts: number;
  readonly endedAt: Date | null;
  readonly failure: string | null;
}

/** What invitations are looked for by; all that is given must fit. */
export interface InvitationFilter {
  readonly invitationId?: string;
  readonly contactId?: string;
  readonly journeyEventId?: string;
  /** Id of the last invitation of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Invitations, newest first; contact and journey event are looked up among the decisions, which have the indexes. */
export function listInvitations(dataSource: DataSource, filter: InvitationFilter): Promise<InvitationRow[]> {
  const wanted: [string, unknown][] = [
    ['d.decision_id = ', filter.invitationId],
    ['d.contact_id = ', filter.contactId],
    ['d.journey_event_id = ', filter.journeyEventId],
    ['d.decision_id < ', filter.cursor],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const conditions = given.map(([condition], index) => ` AND ${condition}$${index + 2}`).join('');
  return dataSource.query(
    `SELECT i.invitation_id AS "invitationId", i.contact_id AS "contactId", d.account_id AS "accountId",
       d.program_id AS "programId", d.touchpoint, d.journey_event_id AS "journeyEventId",
       i.correlation_id AS "correlationId", i.survey_id AS "surveyId", i.survey_version AS "surveyVersion", (SELECT v.document -> 'question' ->> i.locale FROM survey_versions v
         WHERE v.survey_id = i.survey_id AND v.version = i.survey_version) AS question, i.locale,
       i.state, i.channel, i.fallback_channels AS "fallbackChannels", i.due_at AS "dueAt", i.expires_at AS "expiresAt", i.attempts, i.ended_at AS "endedAt", i.failure
     FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id JOIN surveys s USING (survey_id)
     WHERE d.outcome = 'asked'${conditions} ORDER BY d.decision_id DESC LIMIT $1`,
    [filter.limit, ...given.map(([, value]) => value)],
  );
}

/** One step of an invitation's life: the state it entered, or `reminded`. */
export interface InvitationChange {
  readonly change: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** What became of an invitation, oldest first; the scheduling is its decision. */
export function readHistory(dataSource: DataSource, invitationId: string): Promise<InvitationChange[]> {
  return dataSource.query(
    `SELECT change, at, reason FROM (
       SELECT 0 AS seq, 'scheduled' AS change, decided_at AS at, reason FROM decisions WHERE decision_id = $1
       UNION ALL SELECT seq, change, at, reason FROM invitation_history WHERE invitation_id = $1
     ) AS life ORDER BY seq`,
    [invitationId],
  );
}
