import type { Transaction } from '../transaction.js';
import { forgottenAmong } from './forgotten-keys.js';
import { survivorsAmong } from './merged-ids.js';

/** What names a contact, and an account where it is known. */
export interface NamedIds {
  readonly contactId: string;
  readonly accountId?: string | null;
}

/** Whom the ids of events mean now. */
export interface PresentIds {
  /** The same with the survivors' ids; the same object where nothing was merged. */
  present<T extends NamedIds>(named: T): T;
  /** Whether nothing personal may be kept of the contact. */
  isErased(contactId: string): boolean;
}

/**
 * Reads whom the ids of a chunk mean, since an event may name one that was merged away or erased meanwhile. Until the transaction
 * ends nobody merges or erases, so that what it writes is found by whoever does so next. Call it before other writes.
 */
export async function presentIds(transaction: Transaction, named: readonly NamedIds[]): Promise<PresentIds> {
  const contactIds = new Set(named.map(({ contactId }) => contactId));
  const accountIds = new Set<string>();
  for (const { accountId } of named) if (accountId) accountIds.add(accountId);
  const [contacts, accounts, erased] = await Promise.all([
    survivorsAmong(transaction, 'contact', contactIds),
    survivorsAmong(transaction, 'account', accountIds),
    forgottenAmong(transaction, contactIds),
  ]);
  const erasedSurvivors = await forgottenAmong(transaction, contacts.values());
  const present = <T extends NamedIds>(it: T): T => {
    const contactId = contacts.get(it.contactId) ?? it.contactId;
    const accountId = it.accountId && (accounts.get(it.accountId) ?? it.accountId);
    return { ...it, contactId, ...(accountId && { accountId }) };
  };
  return {
    present: contacts.size + accounts.size === 0 ? (it) => it : present,
    isErased: (contactId) => erased.has(contactId) || erasedSurvivors.has(contacts.get(contactId) ?? contactId),
  };
}
