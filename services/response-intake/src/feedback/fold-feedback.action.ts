import { contracts, type DataOf } from '#contracts';
import { type Cause, newId, publish, type Transaction } from '#messaging';
import { changeFeedback, type FeedbackItem, type FeedbackOutcome, NOTHING_WRITTEN } from './feedback-change.rules.js';
import type { GivenFeedback } from './feedback-item.rules.js';
import { claimFeedback, updateFeedback } from './keep-feedback.query.js';
import { linkFeedback } from './link-feedback.action.js';

/** An item that came in, with why. */
export interface FeedbackEntry {
  readonly given: GivenFeedback;
  readonly cause: Cause;
}

/** What became of an item; one whose person was erased is `erased` and not kept. */
export type FeedbackReceipt =
  | { readonly outcome: FeedbackOutcome; readonly feedbackId: string; readonly revision: number }
  | { readonly outcome: 'erased' };

/**
 * Takes items in their order, from wherever they come, and tells everyone what changed: a handful of statements, however many.
 * @returns what became of each, in the same order
 */
export async function foldFeedback(
  transaction: Transaction,
  entries: readonly FeedbackEntry[],
  now: Date,
): Promise<FeedbackReceipt[]> {
  const links = await linkFeedback(
    transaction,
    entries.map(({ given }) => given),
  );
  const kept = entries.filter((_, i) => links[i] !== 'erased');
  if (kept.length === 0) return entries.map(() => ({ outcome: 'erased' }));
  const fresh = new Map(kept.map(({ given }) => [nameOf(given), unwritten(given, now)]));
  const items = new Map((await claimFeedback(transaction, [...fresh.values()])).map((it) => [nameOf(it), it]));
  const receipts = entries.map(({ given, cause }, i): FeedbackReceipt => {
    const link = links[i]!;
    if (link === 'erased') return { outcome: 'erased' };
    const known = items.get(nameOf(given))!;
    const { item, outcome } = changeFeedback(known, given, link, now);
    items.set(nameOf(given), item);
    if (outcome === 'recorded' || outcome === 'revised') announceRecorded(transaction, item, cause);
    // What nobody was told of is not taken back.
    if (outcome === 'removed' && known.revision > 0) announceRemoved(transaction, item, cause);
    return { outcome, feedbackId: item.feedbackId, revision: item.revision };
  });
  transaction.sendWithCommit(updateFeedback(transaction, [...items.values()]));
  return receipts;
}

/** Tells everyone that an item is no more. */
export function announceRemoved(
  transaction: Transaction,
  { feedbackId, revision, removed, revisedAt }: Pick<FeedbackItem, 'feedbackId' | 'revision' | 'removed' | 'revisedAt'>,
  cause: Cause,
): void {
  const reason = removed === 'erased' ? 'erased' : 'deleted';
  const data = { feedbackId, revision, reason, removedAt: revisedAt.toISOString() };
  publish(transaction, contracts.feedbackRemoved, data, cause, { time: revisedAt });
}

function announceRecorded(transaction: Transaction, item: FeedbackItem, cause: Cause): void {
  publish(transaction, contracts.feedbackRecorded, toEvent(item), cause, { time: item.revisedAt });
}

function toEvent(item: FeedbackItem): DataOf<typeof contracts.feedbackRecorded> {
  return {
    feedbackId: item.feedbackId,
    revision: item.revision,
    source: item.source,
    externalId: item.externalId,
    kind: item.kind,
    text: item.text!,
    title: item.title ?? undefined,
    contactId: item.contactId ?? undefined,
    accountId: item.accountId ?? undefined,
    ...(item.rating && { rating: item.rating }),
    language: item.language ?? undefined,
    url: item.url ?? undefined,
    writtenAt: item.writtenAt.toISOString(),
    revisedAt: item.revisedAt.toISOString(),
  };
}

/** What makes an item the same item. */
function nameOf({ source, externalId }: { readonly source: string; readonly externalId: string }): string {
  return `${source}\n${externalId}`;
}

/** An item before anything is known of it. */
function unwritten({ source, externalId, kind, writtenAt, updatedAt }: GivenFeedback, now: Date): FeedbackItem {
  const nobody = { contactId: null, accountId: null };
  const times = { writtenAt, updatedAt, revisedAt: now };
  const names = { feedbackId: newId(now.getTime()), source, externalId, kind };
  return { ...names, ...times, ...nobody, ...NOTHING_WRITTEN, revision: 0, removed: null };
}
