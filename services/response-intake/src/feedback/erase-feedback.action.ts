import { type Cause, type ErasedCount, type Transaction } from '#messaging';
import { announceRemoved } from './fold-feedback.action.js';
import { blankFeedback } from './removed-feedback.query.js';

/**
 * Takes what erased contacts wrote elsewhere out of their feedback items, for good, and tells everyone that these are no more.
 * @param causeOf the erasure of each contact
 */
export async function eraseFeedback(
  transaction: Transaction,
  causeOf: ReadonlyMap<string, Cause>,
  now: Date,
): Promise<ErasedCount[]> {
  const blanked = await blankFeedback(transaction, { removed: 'erased', contactIds: [...causeOf.keys()], now });
  for (const item of blanked) if (item.wasTold) announceRemoved(transaction, item, causeOf.get(item.contactId!)!);
  const byContact = Map.groupBy(blanked, ({ contactId }) => contactId!);
  return [...byContact].map(([contactId, { length }]) => ({ contactId, kind: 'feedbackItems', count: length }));
}
