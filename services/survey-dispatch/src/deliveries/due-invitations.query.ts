import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';
import { MOST_REMINDERS } from '../reminders/reminder.rules.js';

/** An invitation whose sending is over or under way, with what its events need. */
export interface EndedInvitation {
  readonly invitationId: string;
  readonly contactId: string;
  readonly correlationId: string;
  /** Ends with the event that scheduled it. */
  readonly lineage: string;
}

/** An invitation that one dispatcher alone has for now, with what its mail needs. */
export interface ClaimedInvitation extends EndedInvitation {
  readonly locale: string;
  readonly expiresAt: Date;
  /** Including the one that is about to be made. */
  readonly attempts: number;
  readonly question: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly emailConsent: boolean;
  /** Why the contact is never asked again, such as `bounced`. */
  readonly blocked: string | null;
}

const CHAIN = `i.invitation_id AS "invitationId", i.contact_id AS "contactId", i.correlation_id AS "correlationId",
  i.lineage`;

/** Not a join: the planner would take one for a reason to read the whole budget. */
export const BLOCKED = `(SELECT blocked FROM contact_budget b WHERE b.contact_id = i.contact_id) AS blocked`;

/** Marks invitations that are due as `sending` until `leaseUntil`, and commits that, before anything is sent. */
export function claimDue(
  dataSource: DataSource,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<ClaimedInvitation[]> {
  return dataSource.query(
    `WITH due AS MATERIALIZED (
       SELECT invitation_id FROM invitations WHERE state = 'scheduled' AND due_at <= $1
       ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ), i AS (
       UPDATE invitations SET state = 'sending', attempts = attempts + 1, lease_until = $2
       WHERE invitation_id IN (SELECT invitation_id FROM due) RETURNING *
     )
     SELECT ${CHAIN}, i.locale, i.expires_at AS "expiresAt", i.attempts, (SELECT v.document -> 'question' ->> i.locale FROM survey_versions v
         WHERE v.survey_id = i.survey_id AND v.version = i.survey_version) AS question,
       c.email, c.name, coalesce(c.email_consent, false) AS "emailConsent", ${BLOCKED}
     FROM i JOIN surveys s USING (survey_id) LEFT JOIN contacts c USING (contact_id)`,
    [now.toISOString(), leaseUntil.toISOString(), limit],
  );
}

/** What an invitation becomes when its attempt is over. */
export interface Settlement {
  readonly invitationId: string;
  readonly state: 'sent' | 'scheduled' | 'failed' | 'unknown' | 'expired';
  readonly at: Date;
  readonly dueAt?: Date;
  readonly failure?: string;
}

/**
 * Ends an attempt and keeps what came of it. An invitation that was answered or reported on meanwhile stays what it became.
 * @returns whether it came to this end: not when its lease had run out, or it had become something else without being sent
 */
export async function settleAttempt(transaction: Transaction, settlement: Settlement): Promise<boolean> {
  const { invitationId, state, at, dueAt, failure } = settlement;
  const rows = await transaction.query(
    `WITH settled AS (
       UPDATE invitations SET state = CASE state WHEN 'sending' THEN $2::text ELSE state END, lease_until = NULL,
         due_at = coalesce($4::timestamptz, due_at), failure = CASE state WHEN 'sending' THEN $5::text ELSE failure END,
         ended_at = CASE WHEN $2 <> 'scheduled' THEN $3::timestamptz ELSE ended_at END
       WHERE invitation_id = $1 AND lease_until IS NOT NULL RETURNING invitation_id, state
     ), planned AS (
       INSERT INTO invitation_reminders (invitation_id, number, channel, due_at)
       SELECT invitation_id, number, coalesce(plan ->> 'channel', 'email'),
         $3::timestamptz + (plan ->> 'afterHours')::float8 * interval '1 hour'
       FROM settled JOIN decisions ON decision_id = invitation_id JOIN programs USING (program_id),
         jsonb_array_elements(reminders) WITH ORDINALITY AS planned (plan, number)
       WHERE $2 = 'sent' AND number <= ${MOST_REMINDERS}
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, $2::text, $3::timestamptz, $5::text FROM settled WHERE $2 = 'sent' OR ($2 = state AND $2 <> 'scheduled')
     )
     SELECT 1 FROM settled WHERE $2 = 'sent' OR $2 = state`,
    [invitationId, state, at.toISOString(), dueAt?.toISOString() ?? null, failure ?? null],
  );
  return rows.length > 0;
}

/** Ends invitations whose dispatcher died while it was sending: their mails may have gone out. */
export function endExpiredLeases(transaction: Transaction, now: Date, reason: string): Promise<EndedInvitation[]> {
  return transaction.query(
    `WITH i AS (
       UPDATE invitations SET state = 'unknown', failure = $2::text, lease_until = NULL, ended_at = $1::timestamptz
       WHERE invitation_id IN (
         SELECT invitation_id FROM invitations WHERE state = 'sending' AND lease_until <= $1::timestamptz
         ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
       RETURNING *
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, 'unknown', $1::timestamptz, $2::text FROM i
     )
     SELECT ${CHAIN} FROM i`,
    [now.toISOString(), reason],
  );
}
