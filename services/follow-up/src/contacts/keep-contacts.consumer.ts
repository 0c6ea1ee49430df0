import { contracts } from '#contracts';
import { keepSnapshots } from '#messaging';

/** Keeps who a contact is and where they belong. */
export const keepContacts = keepSnapshots({
  name: 'keep-contacts',
  contract: contracts.contactSnapshot,
  table: 'contacts',
  key: 'contact_id',
  columns: {
    account_id: ['text', (contact) => contact.accountId],
    name: ['text', (contact) => contact.name],
    role: ['text', (contact) => contact.role],
  },
});
