import type { contracts, DataOf } from '#contracts';
import { forgottenAmong, type IncomingEvent, survivorsAmong, type Transaction } from '#messaging';

type Recorded = IncomingEvent<DataOf<typeof contracts.responseRecorded>>;

/** Responses as they are to be read today: those under merged ids as the survivors', and none of whom was erased. */
export async function presentResponses(transaction: Transaction, events: readonly Recorded[]): Promise<Recorded[]> {
  const contactIds = events.map(({ data }) => data.contactId);
  const [contacts, accounts] = await Promise.all([
    survivorsAmong(transaction, 'contact', contactIds),
    survivorsAmong(
      transaction,
      'account',
      events.flatMap(({ data }) => data.accountId ?? []),
    ),
  ]);
  const erased = await forgottenAmong(transaction, [...contactIds, ...contacts.values()]);
  return events.flatMap((event) => {
    const { contactId: told, accountId: account } = event.data;
    const contactId = contacts.get(told) ?? told;
    if (erased.has(told) || erased.has(contactId)) return [];
    const accountId = account && (accounts.get(account) ?? account);
    return contactId === told && accountId === account
      ? [event]
      : [{ ...event, data: { ...event.data, contactId, accountId } }];
  });
}
