import type { Transaction } from '#messaging';
import type { AttributeDeclaration } from '../attributes/attribute.rules.js';
import type { ContactState } from '../contacts/contact.rules.js';
import { contactKind, PLACING_CONTACTS } from '../contacts/fold-contacts.action.js';
import { erasedAmong } from '../erasures/erased-contacts.query.js';
import { declarationsOf, lockStates } from '../upserts/fold-upserts.action.js';

/** Contacts as they are before a file changes them. */
export interface KnownContacts {
  /** By id; who is not known is absent. */
  readonly known: Map<string, ContactState>;
  /** Where a contact was merged, the id that goes on. */
  readonly survivorOf: (contactId: string) => string;
  readonly declarations: ReadonlyMap<string, AttributeDeclaration>;
}

/** Reads contacts and holds them, in the order in which folding does: nobody waits in a circle. */
export async function holdContacts(transaction: Transaction, contactIds: readonly string[]): Promise<KnownContacts> {
  const ids = [...new Set(contactIds)];
  await Promise.all([
    erasedAmong(transaction, ids),
    transaction.query(`SELECT pg_advisory_xact_lock_shared(${PLACING_CONTACTS})`),
  ]);
  const [states, declarations] = await Promise.all([
    lockStates(contactKind, ids, transaction),
    declarationsOf('contact', transaction),
  ]);
  return { ...states, declarations };
}
