import { contracts } from '#contracts';
import { publish, type Transaction } from '#messaging';
import type { EndedInvitation } from './claimed-invitation.rules.js';

/** Publishes that an invitation's channel accepted it. */
export function announceSent(transaction: Transaction, invitation: EndedInvitation, at: Date): void {
  const { invitationId, contactId, channel } = invitation;
  const data = { invitationId, contactId, channel, sentAt: at.toISOString() };
  publish(transaction, contracts.invitationSent, data, causeOf(invitation));
}

/** Publishes that a reminder's channel accepted it. */
export function announceReminded(
  transaction: Transaction,
  reminder: EndedInvitation & { readonly number: number },
  at: Date,
): void {
  const { invitationId, contactId, number, channel } = reminder;
  const data = { invitationId, contactId, number, channel, changedAt: at.toISOString() };
  publish(transaction, contracts.invitationReminded, data, causeOf(reminder));
}

/** Publishes that an invitation's time was over before it could be sent. */
export function announceExpired(transaction: Transaction, invitation: EndedInvitation, at: Date): void {
  const { invitationId, contactId } = invitation;
  publish(
    transaction,
    contracts.invitationExpired,
    { invitationId, contactId, changedAt: at.toISOString() },
    causeOf(invitation),
  );
}

/** Publishes that an invitation came to an end: `failed`, or `unknown` where it may have been delivered. */
export function announceFailed(
  transaction: Transaction,
  invitation: EndedInvitation,
  end: { state: 'failed' | 'unknown'; reason: string; at: Date },
): void {
  const { invitationId, contactId } = invitation;
  const data = { invitationId, contactId, state: end.state, reason: end.reason, failedAt: end.at.toISOString() };
  publish(transaction, contracts.invitationFailed, data, causeOf(invitation));
}

/** The event that scheduled an invitation, which has the invitation's id, is the cause of what becomes of it. */
function causeOf({ correlationId, invitationId, lineage }: EndedInvitation) {
  return { correlationId, id: invitationId, lineage };
}
