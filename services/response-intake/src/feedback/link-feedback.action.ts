import { contactIdOfEmail, forgottenAmong, survivorsAmong, type Transaction } from '#messaging';
import { knownByEmail, knownById } from '../contacts/known-people.query.js';
import type { FeedbackLink } from './feedback-change.rules.js';
import type { GivenFeedback } from './feedback-item.rules.js';

/** Whose an item is, or that nothing of it may be kept since its person was erased. */
export type LinkedFeedback = FeedbackLink | 'erased';

/**
 * Finds whose items are: the contact by the id or by the address, whoever it was merged into, and the account that the source
 * names or the contact belongs to. Until the transaction ends, nobody of them is merged or erased.
 */
export async function linkFeedback(
  transaction: Transaction,
  items: readonly GivenFeedback[],
): Promise<LinkedFeedback[]> {
  const byEmail = await knownByEmail(
    transaction,
    items.flatMap(({ contactId, email }) => (contactId === undefined && email !== undefined ? [email] : [])),
  );
  const named = items.map(({ contactId, email }) => contactId ?? byEmail.get(email?.toLowerCase() ?? '')?.contactId);
  const contactIds = named.flatMap((it) => it ?? []);
  // Somebody of whom the address alone is known may have been erased by it.
  const unknown = items.map(({ email }, i) => (named[i] || email === undefined ? undefined : contactIdOfEmail(email)));
  const contacts = await survivorsAmong(transaction, 'contact', contactIds);
  const present = named.map((it) => it && (contacts.get(it) ?? it));
  const presentIds = present.flatMap((it) => it ?? []);
  const [erased, people] = await Promise.all([
    forgottenAmong(transaction, [...contactIds, ...presentIds, ...unknown.flatMap((it) => it ?? [])]),
    knownById(transaction, [...new Set(presentIds)]),
  ]);
  const accountIds = items.map(({ accountId }, i) => accountId ?? people.get(present[i] ?? '')?.accountId ?? undefined);
  const accounts = await survivorsAmong(
    transaction,
    'account',
    accountIds.flatMap((it) => it ?? []),
  );
  return items.map((_, i) => {
    const contactId = present[i];
    if ([contactId, named[i], unknown[i]].some((it) => it !== undefined && erased.has(it))) return 'erased';
    const accountId = accountIds[i];
    return { contactId, accountId: accountId && (accounts.get(accountId) ?? accountId) };
  });
}
