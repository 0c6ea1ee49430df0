import { rowSet, type Transaction } from '#messaging';
import { MOST_REMINDERS } from '../reminders/reminder.rules.js';
import type { NextState } from './delivery.rules.js';

/** What an invitation becomes when its attempt is over. */
export interface Settlement {
  readonly invitationId: string;
  readonly next: NextState;
  readonly at: Date;
}

const settlements = rowSet<Settlement>({
  invitation_id: ['uuid', ({ invitationId }) => invitationId],
  next: ['text', ({ next }) => next.state],
  at: ['timestamptz', ({ at }) => at],
  due: ['timestamptz', ({ next }) => (next.state === 'scheduled' ? next.dueAt : undefined)],
  reason: ['text', ({ next }) => ('reason' in next ? next.reason : undefined)],
  spent: ['int', ({ next }) => ('unspent' in next ? 1 : 0)],
});

/**
 * Ends attempts and keeps what came of them. An invitation that was answered or reported on meanwhile stays what it became.
 * @returns the ids of those that came to this end: not where the lease had run out, or where an invitation had become
 * something else without being sent
 */
export async function settleAttempts(
  transaction: Transaction,
  settled: readonly Settlement[],
): Promise<ReadonlySet<string>> {
  // In the order of the ids, in which everybody locks invitations.
  const ordered = [...settled].sort((a, b) => (a.invitationId < b.invitationId ? -1 : 1));
  const rows = await transaction.query<{ id: string }>(
    `WITH settled AS (
       UPDATE invitations i SET state = CASE state WHEN 'sending' THEN s.next ELSE state END, lease_until = NULL,
         due_at = coalesce(s.due, due_at), failure = CASE state WHEN 'sending' THEN s.reason ELSE failure END,
         ended_at = CASE WHEN s.next <> 'scheduled' THEN s.at ELSE ended_at END, attempts = attempts - s.spent
       FROM unnest(${settlements.arrays}) AS s (${settlements.names})
       WHERE i.invitation_id = s.invitation_id AND lease_until IS NOT NULL
       RETURNING i.invitation_id, i.state, s.next, s.at, s.reason
     ), planned AS (
       INSERT INTO invitation_reminders (invitation_id, number, channel, due_at)
       SELECT invitation_id, number, coalesce(plan ->> 'channel', 'email'),
         settled.at + (plan ->> 'afterHours')::float8 * interval '1 hour'
       FROM settled JOIN decisions ON decision_id = invitation_id JOIN programs USING (program_id),
         jsonb_array_elements(reminders) WITH ORDINALITY AS planned (plan, number)
       WHERE next = 'sent' AND number <= ${MOST_REMINDERS}
         -- Where no program reminds, nothing is looked up.
         AND (SELECT true FROM programs WHERE reminders <> '[]' LIMIT 1)
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, next, at, reason FROM settled
       WHERE next = 'sent' OR (next = settled.state AND next <> 'scheduled')
     )
     SELECT invitation_id AS id FROM settled WHERE next = 'sent' OR next = state`,
    settlements.values(ordered),
  );
  return new Set(rows.map(({ id }) => id));
}
