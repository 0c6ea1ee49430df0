import { contracts } from '#contracts';
import { keepSnapshots } from '#messaging';

/** Keeps by which address a contact is known, and where they belong. */
export const keepContacts = keepSnapshots({
  name: 'keep-contacts',
  contract: contracts.contactSnapshot,
  table: 'contacts',
  key: 'contact_id',
  columns: {
    account_id: ['text', (contact) => contact.accountId],
    email: ['text', (contact) => contact.email?.toLowerCase()],
    phone: ['text', (contact) => contact.phone],
    merged_into: ['text', (contact) => contact.mergedInto],
  },
});
