import type { Transaction } from '#messaging';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { endDeferredOfOldDates, invitationsOfOldDates } from './moved-dates.query.js';

/**
 * Takes back what waits for dates that accounts have no more: invitations are cancelled and give their budget back, deferred
 * asks end. The new dates ask by themselves when they come near.
 */
export async function forgetOldDates(transaction: Transaction, accountIds: readonly string[], at: Date): Promise<void> {
  if (accountIds.length === 0) return;
  const invitationIds = await invitationsOfOldDates(transaction, accountIds);
  const changes = invitationIds.map((invitationId) => ({ invitationId, reason: 'date_moved' }));
  await changeInvitations(transaction, 'cancelled', { changes, at });
  await endDeferredOfOldDates(transaction, accountIds, at);
}
