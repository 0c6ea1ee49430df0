import type { contracts, DataOf } from '#contracts';
import { type IncomingEvent, newestOfEach, newId, presentIds, survivorsAmong, type Transaction } from '#messaging';
import { type ReadableFeedback, wordsOf } from './feedback-text.rules.js';
import type { FoundText } from './keep-found.action.js';
import { tagTexts } from './tag-texts.action.js';

type Recorded = DataOf<typeof contracts.feedbackRecorded>;
type Removed = DataOf<typeof contracts.feedbackRemoved>;

/** What is told of a feedback item. */
export type FeedbackEvent = IncomingEvent<Recorded | Removed>;

/** Whether an item was recorded or edited, rather than removed. */
export function isRecorded(event: FeedbackEvent): event is IncomingEvent<Recorded> {
  return 'text' in event.data;
}

/**
 * Reads feedback items: of each the newest that is told of it. One that was removed says nothing any more, nor does one of
 * somebody who was erased; what is of a merged contact or account is the survivor's.
 * @param days the UTC day of each event's item
 */
export async function readFeedback(
  transaction: Transaction,
  days: ReadonlyMap<FeedbackEvent, string>,
): Promise<FoundText[]> {
  const newest = newestOfEach([...days.keys()], ({ data: { feedbackId: id, revision } }) => ({ id, revision }));
  const ownersOf = await presentOwners(transaction, newest.filter(isRecorded));
  const kept = newest.flatMap((event) => {
    const owners = isRecorded(event) ? ownersOf(event.data) : {};
    return owners === 'erased' ? [] : [{ event, owners }];
  });
  const found = await tagTexts(
    kept.map(({ event }) => (isRecorded(event) ? wordsOf(event.data as ReadableFeedback) : undefined)),
  );
  return kept.flatMap(({ event, owners }, index) => {
    const { feedbackId: sourceId, revision } = event.data;
    const tagged = found[index]!;
    if (!tagged && revision === 1) return [];
    const feedbackKind = isRecorded(event) ? event.data.kind : undefined;
    const text = { newId: newId(), source: 'feedback', sourceId, revision, feedbackKind };
    return [{ ...text, ...owners, day: days.get(event)!, tagged, event }];
  });
}

type Owners = { readonly contactId?: string; readonly accountId?: string };

async function presentOwners(
  transaction: Transaction,
  events: readonly IncomingEvent<Recorded>[],
): Promise<(item: Recorded) => Owners | 'erased'> {
  const ids = await presentIds(
    transaction,
    events.flatMap(({ data: { contactId, accountId } }) => (contactId === undefined ? [] : [{ contactId, accountId }])),
  );
  const accounts = await survivorsAmong(
    transaction,
    'account',
    events.flatMap(({ data: { contactId, accountId } }) => (contactId === undefined ? (accountId ?? []) : [])),
  );
  return ({ contactId, accountId }) => {
    if (contactId === undefined) return { accountId: accountId && (accounts.get(accountId) ?? accountId) };
    return ids.isErased(contactId) ? 'erased' : ids.present({ contactId, accountId });
  };
}
