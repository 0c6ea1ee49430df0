import { contracts } from '#contracts';
import { publish, type Transaction } from '#messaging';
import { blockContacts } from '../budget/count-contacting.query.js';
import { lockUnblockedInvitations } from './suppressed-contacts.query.js';

/** Why a contact is asked no more. */
export type Suppression = 'opted_out' | 'bounced' | 'complained';

/** Has the contacts of these invitations never be asked again, and publishes that for whom it is new. */
export async function suppressContacts(
  transaction: Transaction,
  invitationIds: readonly string[],
  { reason, at }: { reason: Suppression; at: Date },
): Promise<void> {
  if (invitationIds.length === 0) return;
  const invitations = await lockUnblockedInvitations(transaction, invitationIds);
  const contactIds = [...new Set(invitations.map(({ contactId }) => contactId))];
  if (contactIds.length === 0) return;
  await blockContacts(transaction, contactIds, reason, at);
  for (const contactId of contactIds) {
    const { invitationId, correlationId, lineage } = invitations.find((it) => it.contactId === contactId)!;
    const data = { contactId, invitationId, reason, suppressedAt: at.toISOString() };
    publish(transaction, contracts.contactSuppressed, data, { correlationId, id: invitationId, lineage }, { time: at });
  }
}
