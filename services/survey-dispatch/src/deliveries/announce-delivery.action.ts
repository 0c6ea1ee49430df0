import { contracts } from '#contracts';
import { publish, type Transaction } from '#messaging';
import type { EndedInvitation } from './due-invitations.query.js';

/** Publishes that an invitation's channel accepted it. */
export function announceSent(transaction: Transaction, invitation: EndedInvitation, at: Date): void {
  const { invitationId, contactId } = invitation;
  const data = { invitationId, contactId, channel: 'email', sentAt: at.toISOString() };
  publish(transaction, contracts.invitationSent, data, causeOf(invitation));
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
