import type { Transaction } from '../transaction.js';
import { forgetKey } from './forgotten-keys.js';

/** How many records of a kind were removed or blanked of an erased contact. */
export interface ErasedCount {
  readonly contactId: string;
  readonly kind: string;
  readonly count: number;
}

/**
 * Forgets failed events of contacts that are kept to be tried again, as `forgetKey` does: whoever writes about them is waited for.
 * @param textsOf what else names a contact, such as an address
 */
export async function forgetContacts(
  transaction: Transaction,
  contactIds: readonly string[],
  textsOf: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<ErasedCount[]> {
  const counts: ErasedCount[] = [];
  for (const contactId of contactIds) {
    const { deadLetters, parkedEvents } = await forgetKey(transaction, contactId, textsOf.get(contactId));
    const count = deadLetters + parkedEvents;
    if (count > 0) counts.push({ contactId, kind: 'failedEvents', count });
  }
  return counts;
}

/** A contact's counts by kind, as a service reports them. */
export function recordsOf(counts: readonly ErasedCount[], contactId: string): Record<string, number> {
  return Object.fromEntries(counts.flatMap((it) => (it.contactId === contactId ? [[it.kind, it.count] as const] : [])));
}
