import type { DataSource } from 'typeorm';
import type { Outcome } from '../decisions/decide.rules.js';
import { firstIdAt } from '../decisions/decision-id.rules.js';

/** A decision as it is read. */
export interface DecisionRow {
  readonly decisionId: string;
  readonly journeyEventId: string;
  readonly journeyEventSource: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly touchpoint: string;
  readonly programId: string | null;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly releaseAt: Date | null;
  readonly latestAt: Date | null;
  readonly variant: string | null;
  readonly channel: string | null;
  readonly settledAt: Date | null;
  readonly invitationId: string | null;
  readonly decidedAt: Date;
}

/** What decisions are looked for by; all that is given must fit. */
export interface DecisionFilter {
  readonly contactId?: string;
  readonly journeyEventId?: string;
  readonly accountId?: string;
  readonly programId?: string;
  readonly outcome?: string;
  readonly reason?: string;
  /** Decided then or later. */
  readonly since?: Date;
  /** Decided before. */
  readonly until?: Date;
  /** Id of the last decision of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Decisions, newest first. */
export function listDecisions(dataSource: DataSource, filter: DecisionFilter): Promise<DecisionRow[]> {
  const wanted: [string, unknown][] = [
    ['contact_id = ', filter.contactId],
    ['journey_event_id = ', filter.journeyEventId],
    ['account_id = ', filter.accountId],
    ['program_id = ', filter.programId],
    ['outcome = ', filter.outcome],
    ['reason = ', filter.reason],
    ['decision_id >= ', filter.since && firstIdAt(filter.since.getTime())],
    ['decision_id < ', filter.until && firstIdAt(filter.until.getTime())],
    ['decision_id < ', filter.cursor],
  ];
  const given = wanted.filter(([, value]) => value !== undefined);
  const conditions = given.map(([condition], index) => `${condition}$${index + 2}`).join(' AND ');
  return dataSource.query(
    `SELECT decision_id AS "decisionId", journey_event_id AS "journeyEventId",
       journey_event_source AS "journeyEventSource", contact_id AS "contactId", account_id AS "accountId", touchpoint,
       program_id AS "programId", outcome, reason, release_at AS "releaseAt",
       latest_at AS "latestAt", variant, channel, settled_at AS "settledAt",
       CASE WHEN outcome = 'asked' THEN decision_id END AS "invitationId", decided_at AS "decidedAt"
     FROM decisions ${conditions && `WHERE ${conditions}`} ORDER BY decision_id DESC LIMIT $1`,
    [filter.limit, ...given.map(([, value]) => value)],
  );
}

/** Which decisions are counted; all that is given must fit. */
export interface DecisionCountFilter {
  readonly since: Date;
  readonly until?: Date;
  readonly source?: string;
  readonly programId?: string;
}

/** How many decisions had which outcome and reason. */
export function countDecisions(
  dataSource: DataSource,
  { since, until, source, programId }: DecisionCountFilter,
): Promise<{ outcome: Outcome; reason: string; count: number }[]> {
  return dataSource.query(
    `SELECT outcome, reason, count(*)::int AS count FROM decisions
     WHERE decision_id >= $1 AND ($2::text IS NULL OR journey_event_source = $2)
       AND ($3::uuid IS NULL OR decision_id < $3) AND ($4::text IS NULL OR program_id = $4)
     GROUP BY outcome, reason ORDER BY count DESC, outcome, reason`,
    [firstIdAt(since.getTime()), source, until && firstIdAt(until.getTime()), programId],
  );
}
