import type { Transaction } from '#messaging';
import { BLOCKED, type ClaimedInvitation } from '../deliveries/due-invitations.query.js';
import type { InvitationState } from '../invitations/invitation-state.rules.js';

/** A reminder that one dispatcher alone has for now, with what its mail needs. */
export interface ClaimedReminder extends ClaimedInvitation {
  /** 1 for the first. */
  readonly number: number;
  readonly channel: string;
  /** Of the invitation. */
  readonly state: InvitationState;
}

/** Marks reminders that are due as `sending` until `leaseUntil`; nothing is sent before that is committed. */
export function claimDueReminders(
  transaction: Transaction,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<ClaimedReminder[]> {
  return transaction.query(
    `WITH due AS MATERIALIZED (
       SELECT invitation_id, number FROM invitation_reminders WHERE state = 'scheduled' AND due_at <= $1
       ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ), r AS (
       UPDATE invitation_reminders SET state = 'sending', attempts = attempts + 1, lease_until = $2
       WHERE (invitation_id, number) IN (SELECT invitation_id, number FROM due) RETURNING *
     )
     SELECT r.invitation_id AS "invitationId", r.number, r.channel, r.attempts, i.contact_id AS "contactId",
       i.correlation_id AS "correlationId", i.lineage, i.state, i.locale, i.expires_at AS "expiresAt",
       (SELECT v.document -> 'question' ->> i.locale FROM survey_versions v
         WHERE v.survey_id = i.survey_id AND v.version = i.survey_version) AS question, c.email, c.name, coalesce(c.email_consent, false) AS "emailConsent", ${BLOCKED}
     FROM r JOIN invitations i USING (invitation_id) JOIN surveys s USING (survey_id) LEFT JOIN contacts c USING (contact_id)`,
    [now.toISOString(), leaseUntil.toISOString(), limit],
  );
}

/** What a reminder becomes when its attempt is over. */
export interface ReminderSettlement {
  readonly invitationId: string;
  readonly number: number;
  readonly state: 'sent' | 'scheduled' | 'failed' | 'unknown' | 'cancelled';
  readonly at: Date;
  readonly dueAt?: Date;
  readonly failure?: string;
}

/** Ends a reminder's attempt and keeps what came of it; false when its lease had run out. */
export async function settleReminder(transaction: Transaction, settlement: ReminderSettlement): Promise<boolean> {
  const { invitationId, number, state, at, dueAt, failure } = settlement;
  const rows = await transaction.query(
    `WITH settled AS (
       UPDATE invitation_reminders SET state = $3, lease_until = NULL, due_at = coalesce($5::timestamptz, due_at),
         failure = $6::text, ended_at = CASE WHEN $3 <> 'scheduled' THEN $4::timestamptz END
       WHERE invitation_id = $1 AND number = $2 AND state = 'sending' RETURNING invitation_id
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, CASE $3 WHEN 'sent' THEN 'reminded' ELSE 'reminder_' || $3 END, $4::timestamptz, $6::text
       FROM settled WHERE $3 IN ('sent', 'failed', 'unknown')
     )
     SELECT 1 FROM settled`,
    [invitationId, number, state, at.toISOString(), dueAt?.toISOString() ?? null, failure ?? null],
  );
  return rows.length > 0;
}

/** Ends reminders whose dispatcher died while it was sending: their mails may have gone out. */
export async function endExpiredReminderLeases(transaction: Transaction, now: Date, reason: string): Promise<void> {
  await transaction.query(
    `WITH ended AS (
       UPDATE invitation_reminders SET state = 'unknown', failure = $2::text, lease_until = NULL, ended_at = $1::timestamptz
       WHERE (invitation_id, number) IN (
         SELECT invitation_id, number FROM invitation_reminders WHERE state = 'sending' AND lease_until <= $1::timestamptz
         ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED)
       RETURNING invitation_id
     )
     INSERT INTO invitation_history (invitation_id, change, at, reason)
     SELECT invitation_id, 'reminder_unknown', $1::timestamptz, $2::text FROM ended`,
    [now.toISOString(), reason],
  );
}
