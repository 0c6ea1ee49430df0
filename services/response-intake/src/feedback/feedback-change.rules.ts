import type { GivenFeedback, Rating } from './feedback-item.rules.js';

/**
 * Why an item has no text any more: it was `deleted` in its source, which may restore it, `withdrawn` by a caller, or
 * `erased` with its person; those two are for good.
 */
export type Removal = 'deleted' | 'withdrawn' | 'erased';

/** A feedback item as it is kept. */
export interface FeedbackItem {
  readonly feedbackId: string;
  /** 0 for one that is only about to be kept. */
  readonly revision: number;
  readonly source: string;
  readonly externalId: string;
  readonly kind: string;
  readonly text: string | null;
  readonly title: string | null;
  readonly contactId: string | null;
  readonly accountId: string | null;
  readonly rating: Rating | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly writtenAt: Date;
  /** When it was last edited in its source. */
  readonly updatedAt: Date;
  /** When this revision was recorded. */
  readonly revisedAt: Date;
  readonly removed: Removal | null;
}

/** Whose an item is, as far as its source names somebody who is known. */
export interface FeedbackLink {
  readonly contactId?: string;
  readonly accountId?: string;
}

/**
 * What became of an item: `recorded` for the first time, `revised`, `removed`, `unchanged` where nothing differs, `stale`
 * where a later edit is known already, `gone` where it was withdrawn or erased before.
 */
export type FeedbackOutcome = 'recorded' | 'revised' | 'removed' | 'unchanged' | 'stale' | 'gone';

/** Takes everything out of an item that somebody wrote; whose it was stays known. */
export const NOTHING_WRITTEN = { text: null, title: null, rating: null, language: null, url: null } as const;

/**
 * What an item becomes by what its source tells now. Of two edits of the same moment the one that comes last holds, but a
 * deletion holds against both. An edit that names nobody leaves the item with whom it was linked.
 */
export function changeFeedback(
  known: FeedbackItem,
  given: GivenFeedback,
  link: FeedbackLink,
  now: Date,
): { readonly item: FeedbackItem; readonly outcome: FeedbackOutcome } {
  if (known.removed === 'withdrawn' || known.removed === 'erased') return { item: known, outcome: 'gone' };
  if (isStale(known, given)) return { item: known, outcome: 'stale' };
  const told = { ...known, updatedAt: given.updatedAt };
  const next = { ...told, revision: known.revision + 1, revisedAt: now };
  if (given.deleted) {
    if (known.removed) return { item: told, outcome: 'unchanged' };
    return { item: { ...next, ...NOTHING_WRITTEN, removed: 'deleted' }, outcome: 'removed' };
  }
  const content = contentOf(known, given, link);
  if (known.revision > 0 && !known.removed && isSame(known, content)) return { item: told, outcome: 'unchanged' };
  return { item: { ...next, ...content, removed: null }, outcome: known.revision === 0 ? 'recorded' : 'revised' };
}

type Content = Omit<
  FeedbackItem,
  'feedbackId' | 'revision' | 'source' | 'externalId' | 'updatedAt' | 'revisedAt' | 'removed'
>;

function isStale(known: FeedbackItem, { updatedAt, deleted }: GivenFeedback): boolean {
  if (known.revision === 0) return false;
  const later = updatedAt.getTime() - known.updatedAt.getTime();
  return later < 0 || (later === 0 && known.removed !== null && !deleted);
}

function contentOf(known: FeedbackItem, given: GivenFeedback, { contactId, accountId }: FeedbackLink): Content {
  // Another contact is of another account: the former one is not kept beside it.
  const account = contactId !== undefined && contactId !== known.contactId ? null : known.accountId;
  return {
    kind: given.kind,
    text: given.text ?? null,
    title: given.title ?? null,
    contactId: contactId ?? known.contactId,
    accountId: accountId ?? account,
    rating: given.rating ?? null,
    language: given.language ?? null,
    url: given.url ?? null,
    writtenAt: given.writtenAt,
  };
}

function isSame(known: FeedbackItem, content: Content): boolean {
  const text = ({ kind, text, title, contactId, accountId, rating, language, url, writtenAt }: Content) =>
    JSON.stringify([
      [kind, text, title, contactId, accountId, language, url, writtenAt],
      [rating?.value, rating?.lowest, rating?.highest],
    ]);
  return text(known) === text(content);
}
