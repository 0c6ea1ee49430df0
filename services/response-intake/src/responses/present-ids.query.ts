import { forgottenAmong, survivorsAmong, type Transaction } from '#messaging';
import type { PresentIds } from './present-ids.rules.js';

/** Whom the ids of these mean; until the transaction ends, nobody merges or erases them. */
export async function readPresentIds(
  transaction: Transaction,
  told: readonly { readonly contactId: string; readonly accountId?: string | null }[],
): Promise<PresentIds> {
  const contactIds = told.map(({ contactId }) => contactId);
  const [contacts, accounts, erased] = await Promise.all([
    survivorsAmong(transaction, 'contact', contactIds),
    survivorsAmong(
      transaction,
      'account',
      told.flatMap(({ accountId }) => accountId ?? []),
    ),
    forgottenAmong(transaction, contactIds),
  ]);
  if (contacts.size === 0) return { contacts, accounts, erased };
  const survivors = await forgottenAmong(transaction, contacts.values());
  return { contacts, accounts, erased: new Set([...erased, ...survivors]) };
}
