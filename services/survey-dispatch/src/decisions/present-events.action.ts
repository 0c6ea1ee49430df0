import { survivorsAmong, type Transaction } from '#messaging';
import type { ContactBudget } from '../budget/contact-budget.rules.js';
import type { JourneyEvent } from './journey-event.rules.js';

/**
 * Events as they are to be decided now: those of merged contacts and accounts are the survivors', and of an erased contact's
 * nothing but the event itself is left. The same list where there is none of these, which the budgets tell: nothing is read
 * then, unless events name accounts.
 * @param budgets those of the events' contacts
 */
export async function presentEvents<E extends JourneyEvent>(
  transaction: Transaction,
  events: readonly E[],
  budgets: ReadonlyMap<string, ContactBudget>,
): Promise<readonly E[]> {
  const merged: string[] = [];
  const erased = new Set<string>();
  for (const [contactId, { blocked }] of budgets) {
    if (blocked === 'merged') merged.push(contactId);
    else if (blocked === 'erased') erased.add(contactId);
  }
  const accountIds = new Set<string>();
  for (const { data } of events) if (data.accountId) accountIds.add(data.accountId);
  const [contacts, accounts] = await Promise.all([
    survivorsAmong(transaction, 'contact', merged),
    survivorsAmong(transaction, 'account', accountIds),
  ]);
  if (contacts.size === 0 && accounts.size === 0 && erased.size === 0) return events;
  return events.map((event) => {
    const { contactId, accountId, attributes } = event.data;
    const data = {
      ...event.data,
      contactId: contacts.get(contactId) ?? contactId,
      accountId: accountId && (accounts.get(accountId) ?? accountId),
      attributes: erased.has(contactId) ? undefined : attributes,
    };
    return { ...event, data };
  });
}
