import { contracts } from '#contracts';
import { type Cause, publish, type Transaction } from '#messaging';
import { callDeferredOf, giveBackBudget } from '../budget/give-back.query.js';
import type { Move } from './invitation-state.rules.js';
import { type Change, type MovedInvitation, moveInvitations } from './move-invitations.query.js';

/**
 * Moves invitations to a state where that is allowed, keeps it in their history and publishes it. Those that are cancelled
 * before anything of them was sent give their budget back.
 * @param causes by invitation id; the event that scheduled an invitation where none is given
 * @returns those that were moved
 */
export async function changeInvitations(
  transaction: Transaction,
  to: Move,
  { changes, at, causes }: { changes: readonly Change[]; at: Date; causes?: ReadonlyMap<string, Cause> },
): Promise<MovedInvitation[]> {
  if (changes.length === 0) return [];
  const moved = await moveInvitations(transaction, to, changes, at);
  for (const invitation of moved) {
    announce(transaction, to, invitation, {
      at,
      cause: causes?.get(invitation.invitationId) ?? scheduling(invitation),
    });
  }
  if (to === 'cancelled') {
    const ids = moved.map(({ invitationId }) => invitationId);
    await callDeferredOf(transaction, await giveBackBudget(transaction, ids), at);
  }
  return moved;
}

function announce(
  transaction: Transaction,
  to: Move,
  { invitationId, contactId, reason }: MovedInvitation,
  { at, cause }: { at: Date; cause: Cause },
): void {
  const data = { invitationId, contactId, changedAt: at.toISOString() };
  const withReason = { ...data, ...(reason !== null && { reason }) };
  const options = { time: at };
  if (to === 'delivered') publish(transaction, contracts.invitationDelivered, data, cause, options);
  else if (to === 'opened') publish(transaction, contracts.invitationOpened, data, cause, options);
  else if (to === 'answered') publish(transaction, contracts.invitationAnswered, data, cause, options);
  else if (to === 'expired') publish(transaction, contracts.invitationExpired, data, cause, options);
  else if (to === 'cancelled') publish(transaction, contracts.invitationCancelled, withReason, cause, options);
  else if (to === 'bounced') publish(transaction, contracts.invitationBounced, withReason, cause, options);
  else publish(transaction, contracts.invitationComplained, withReason, cause, options);
}

/** The event that scheduled an invitation, which has the invitation's id. */
function scheduling({ correlationId, invitationId, lineage }: MovedInvitation): Cause {
  return { correlationId, id: invitationId, lineage };
}
