import { rowSet, type Transaction } from '#messaging';
import type { ClaimedInvitation } from '../deliveries/claimed-invitation.rules.js';
import { type ClaimTerms, MESSAGE } from '../deliveries/due-invitations.query.js';
import type { Held } from '../deliveries/hold-back.rules.js';
import type { InvitationState } from '../invitations/invitation-state.rules.js';

/** A reminder that one dispatcher alone has for now, with what its message needs. */
export interface ClaimedReminder extends ClaimedInvitation {
  readonly number: number;
  readonly invitationState: InvitationState;
}

/** Marks reminders of a channel that are due as `sending` until `leaseUntil`; nothing may be sent before that is committed. */
export function claimDueReminders(
  transaction: Transaction,
  { channel, now, leaseUntil, limit }: ClaimTerms,
): Promise<ClaimedReminder[]> {
  return transaction.query(
    `WITH due AS MATERIALIZED (
       SELECT invitation_id, number, slot_at FROM invitation_reminders
       WHERE state = 'scheduled' AND channel = $4 AND due_at <= $1
       ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ), r AS (
       UPDATE invitation_reminders r SET state = 'sending', attempts = attempts + 1, lease_until = $2, slot_at = NULL
       FROM due WHERE r.invitation_id = due.invitation_id AND r.number = due.number
       RETURNING r.*, due.slot_at AS taken_slot_at
     )
     SELECT r.invitation_id AS "invitationId", r.number, r.channel, r.attempts, i.contact_id AS "contactId",
       i.correlation_id AS "correlationId", i.lineage, i.state AS "invitationState", i.locale, r.due_at AS "dueAt",
       '{}'::text[] AS "fallbackChannels", r.taken_slot_at AS "slotAt", ${MESSAGE}, p.state AS "programState"
     FROM r JOIN invitations i USING (invitation_id) LEFT JOIN contacts c USING (contact_id)
       LEFT JOIN decisions d ON d.decision_id = i.invitation_id LEFT JOIN programs p USING (program_id)`,
    [now.toISOString(), leaseUntil.toISOString(), limit, channel],
  );
}

const held = rowSet<Held<ClaimedReminder>>({
  invitation_id: ['uuid', ({ claimed }) => claimed.invitationId],
  number: ['int', ({ claimed }) => claimed.number],
  due_at: ['timestamptz', ({ until }) => until],
  slot_at: ['timestamptz', ({ until, why }) => (why === 'limit' ? until : undefined)],
});

/** Has claimed reminders wait that may not be sent yet, as if they had not been claimed. */
export async function putBackReminders(
  transaction: Transaction,
  waiting: readonly Held<ClaimedReminder>[],
): Promise<void> {
  await transaction.query(
    `UPDATE invitation_reminders r SET state = 'scheduled', attempts = attempts - 1, lease_until = NULL,
       due_at = h.due_at, slot_at = h.slot_at
     FROM unnest(${held.arrays}) AS h (${held.names})
     WHERE r.invitation_id = h.invitation_id AND r.number = h.number AND r.state = 'sending'`,
    held.values(waiting),
  );
}

/** Ends reminders whose dispatcher died while it was sending: their messages may have gone out. */
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
