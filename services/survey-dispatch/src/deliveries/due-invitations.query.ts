import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';

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
}

const CHAIN = `i.invitation_id AS "invitationId", i.contact_id AS "contactId", i.correlation_id AS "correlationId",
  i.lineage`;

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
     SELECT ${CHAIN}, i.locale, i.expires_at AS "expiresAt", i.attempts, s.questions ->> i.locale AS question,
       c.email, c.name, coalesce(c.email_consent, false) AS "emailConsent"
     FROM i JOIN surveys s USING (survey_id) LEFT JOIN contacts c USING (contact_id)`,
    [now.toISOString(), leaseUntil.toISOString(), limit],
  );
}

/** What an invitation becomes when its attempt is over. */
export interface Settlement {
  readonly invitationId: string;
  readonly state: 'sent' | 'scheduled' | 'failed' | 'unknown';
  readonly at: Date;
  readonly dueAt?: Date;
  readonly failure?: string;
}

/** Ends an attempt; false when the invitation was taken away meanwhile, because the lease ran out. */
export async function settleAttempt(transaction: Transaction, settlement: Settlement): Promise<boolean> {
  const { invitationId, state, at, dueAt, failure } = settlement;
  const rows = await transaction.query(
    `UPDATE invitations SET state = $2, due_at = coalesce($4, due_at), failure = $5, lease_until = NULL,
       ended_at = CASE WHEN $2 <> 'scheduled' THEN $3::timestamptz END
     WHERE invitation_id = $1 AND state = 'sending' RETURNING invitation_id`,
    [invitationId, state, at.toISOString(), dueAt?.toISOString(), failure],
  );
  return rows.length > 0;
}

/** Ends invitations whose dispatcher died while it was sending: their mails may have gone out. */
export function endExpiredLeases(transaction: Transaction, now: Date, reason: string): Promise<EndedInvitation[]> {
  return transaction.query(
    `UPDATE invitations i SET state = 'unknown', failure = $2, lease_until = NULL, ended_at = $1
     WHERE i.invitation_id IN (
       SELECT invitation_id FROM invitations WHERE state = 'sending' AND lease_until <= $1
       ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
     RETURNING ${CHAIN}`,
    [now.toISOString(), reason],
  );
}
