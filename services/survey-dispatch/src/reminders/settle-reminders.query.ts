import { rowSet, type Transaction } from '#messaging';

/** What a reminder becomes when its attempt is over. */
export interface ReminderSettlement {
  readonly invitationId: string;
  readonly number: number;
  readonly state: 'sent' | 'scheduled' | 'failed' | 'unknown' | 'cancelled';
  readonly at: Date;
  readonly dueAt?: Date;
  readonly failure?: string;
  /** Whether nothing was tried. */
  readonly unspent: boolean;
}

const settlements = rowSet<ReminderSettlement>({
  invitation_id: ['uuid', ({ invitationId }) => invitationId],
  number: ['int', ({ number }) => number],
  next: ['text', ({ state }) => state],
  at: ['timestamptz', ({ at }) => at],
  due: ['timestamptz', ({ dueAt }) => dueAt],
  reason: ['text', ({ failure }) => failure],
  spent: ['int', ({ unspent }) => (unspent ? 1 : 0)],
});

/** A reminder by its invitation and its number. */
export const reminderKey = (invitationId: string, number: number) => `${invitationId}.${number}`;

/**
 * Ends attempts of reminders and keeps what came of them.
 * @returns the keys of those whose lease had not run out
 */
export async function settleReminders(
  transaction: Transaction,
  settled: readonly ReminderSettlement[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.query<{ invitationId: string; number: number }>(
    `WITH settled AS (
       UPDATE invitation_reminders r SET state = s.next, lease_until = NULL, due_at = coalesce(s.due, due_at),
         failure = s.reason, ended_at = CASE WHEN s.next <> 'scheduled' THEN s.at END, attempts = attempts - s.spent
       FROM unnest(${settlements.arrays}) AS s (${settlements.names})
       WHERE r.invitation_id = s.invitation_id AND r.number = s.number AND r.state = 'sending'
       RETURNING r.invitation_id, r.number, s.next, s.at, s.reason
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, CASE next WHEN 'sent' THEN 'reminded' ELSE 'reminder_' || next END, at, reason
       FROM settled WHERE next IN ('sent', 'failed', 'unknown')
     )
     SELECT invitation_id AS "invitationId", number FROM settled`,
    settlements.values(settled),
  );
  return new Set(rows.map(({ invitationId, number }) => reminderKey(invitationId, number)));
}
