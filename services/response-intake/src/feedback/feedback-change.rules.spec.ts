import { changeFeedback, type FeedbackItem, NOTHING_WRITTEN } from './feedback-change.rules.js';
import type { GivenFeedback } from './feedback-item.rules.js';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const given = (hour: number, change: Partial<GivenFeedback> = {}): GivenFeedback => ({
  source: 'zendesk',
  externalId: '4711',
  kind: 'ticket',
  text: 'slow',
  writtenAt: at(0),
  updatedAt: at(hour),
  deleted: false,
  ...change,
});
const nothing: FeedbackItem = {
  feedbackId: 'f-1',
  revision: 0,
  source: 'zendesk',
  externalId: '4711',
  kind: 'ticket',
  ...NOTHING_WRITTEN,
  contactId: null,
  accountId: null,
  writtenAt: at(0),
  updatedAt: at(0),
  revisedAt: at(0),
  removed: null,
};
const now = at(20);
/** Tells one after the other; returns what became of each, and the item in the end. */
function tell(...all: GivenFeedback[]) {
  let item = nothing;
  const outcomes = all.map((it) => {
    const changed = changeFeedback(item, it, {}, now);
    item = changed.item;
    return changed.outcome;
  });
  return { outcomes, revision: item.revision, text: item.text, removed: item.removed };
}
const deletion = (hour: number) => given(hour, { text: undefined, deleted: true });

describe('what a source tells of an item', () => {
  it.each([
    ['once', [given(1)], ['recorded'], 1, 'slow', null],
    ['twice the same', [given(1), given(2)], ['recorded', 'unchanged'], 1, 'slow', null],
    ['an edit', [given(1), given(2, { text: 'fast' })], ['recorded', 'revised'], 2, 'fast', null],
    ['an edit before the first', [given(2, { text: 'fast' }), given(1)], ['recorded', 'stale'], 1, 'fast', null],
    ['an edit of the same moment', [given(1), given(1, { text: 'fast' })], ['recorded', 'revised'], 2, 'fast', null],
    ['a deletion', [given(1), deletion(2)], ['recorded', 'removed'], 2, null, 'deleted'],
    [
      'a deletion twice',
      [given(1), deletion(2), deletion(3)],
      ['recorded', 'removed', 'unchanged'],
      2,
      null,
      'deleted',
    ],
    ['a deletion before an older edit', [deletion(3), given(2)], ['removed', 'stale'], 1, null, 'deleted'],
    [
      'a deletion and an edit of its moment',
      [given(1), deletion(2), given(2)],
      ['recorded', 'removed', 'stale'],
      2,
      null,
      'deleted',
    ],
    ['a restored item', [given(1), deletion(2), given(3)], ['recorded', 'removed', 'revised'], 3, 'slow', null],
    ['a deletion older than an edit', [given(3), deletion(2)], ['recorded', 'stale'], 1, 'slow', null],
  ] as const)('%s', (_, all, outcomes, revision, text, removed) => {
    expect(tell(...all)).toEqual({ outcomes, revision, text, removed });
  });

  it('makes an older edit stale behind a later one that said nothing new', () => {
    const { outcomes } = tell(given(1), given(3), given(2, { text: 'fast' }));
    expect(outcomes).toEqual(['recorded', 'unchanged', 'stale']);
  });

  it.each(['withdrawn', 'erased'] as const)('brings nothing back that was %s', (removed) => {
    const item = { ...nothing, revision: 2, removed };
    expect(changeFeedback(item, given(9), { contactId: 'c' }, now)).toEqual({ item, outcome: 'gone' });
  });

  it('takes everything with a deletion that somebody wrote', () => {
    const written = given(1, {
      title: 'Export',
      url: 'https://x.example',
      language: 'en',
      rating: { value: 1, lowest: 1, highest: 5 },
    });
    const { item } = changeFeedback(nothing, written, { contactId: 'c', accountId: 'a' }, now);
    const removed = changeFeedback(item, deletion(2), {}, now).item;
    expect(removed).toMatchObject({ ...NOTHING_WRITTEN, contactId: 'c', accountId: 'a' });
  });
});

describe('the link of an item', () => {
  const linked = changeFeedback(nothing, given(1), { contactId: 'c', accountId: 'a' }, now).item;

  it.each([
    ['stays where an edit names nobody', {}, { contactId: 'c', accountId: 'a' }],
    ['follows another contact', { contactId: 'd', accountId: 'b' }, { contactId: 'd', accountId: 'b' }],
    ['keeps no account of a former contact', { contactId: 'd' }, { contactId: 'd', accountId: null }],
    ['follows the account', { contactId: 'c', accountId: 'b' }, { contactId: 'c', accountId: 'b' }],
  ])('%s', (_, link, expected) => {
    expect(changeFeedback(linked, given(2, { text: 'edited' }), link, now).item).toMatchObject(expected);
  });
});
