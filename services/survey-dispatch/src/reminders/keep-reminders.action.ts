import type { Transaction } from '#messaging';
import { announceReminded } from '../deliveries/announce-delivery.action.js';
import { afterAttempt, type Sent } from '../deliveries/delivery.rules.js';
import { reminderKey, settleReminders } from './settle-reminders.query.js';

/**
 * Keeps and publishes what became of reminders that were tried.
 * @returns those that were accepted, whose lease had not run out
 */
export async function keepReminders(transaction: Transaction, sent: readonly Sent[]): Promise<Sent[]> {
  if (sent.length === 0) return [];
  const keys = await settleReminders(transaction, sent.map(settlementOf));
  const accepted = sent.filter(
    ({ claimed, outcome }) =>
      outcome.kind === 'accepted' && keys.has(reminderKey(claimed.invitationId, claimed.number!)),
  );
  for (const { claimed, at } of accepted) announceReminded(transaction, { ...claimed, number: claimed.number! }, at);
  return accepted;
}

function settlementOf({ claimed, outcome, at }: Sent) {
  const next = afterAttempt(outcome, claimed, at);
  return {
    invitationId: claimed.invitationId,
    number: claimed.number!,
    at,
    state: next.state === 'expired' ? ('cancelled' as const) : next.state,
    dueAt: next.state === 'scheduled' ? next.dueAt : undefined,
    failure: 'reason' in next ? next.reason : undefined,
    unspent: 'unspent' in next,
  };
}
