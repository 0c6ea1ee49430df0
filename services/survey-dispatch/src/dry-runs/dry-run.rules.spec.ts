import { ReleaseQueue } from './release-queue.rules.js';
import { groupsOf, sliceCount } from './slices.rules.js';
import { loadOf, Tally } from './tally.rules.js';
import { firedByCadence, firedByDates } from './timed-events.rules.js';

const DAY = 86_400_000;

describe('a release queue', () => {
  it('gives back everything in the order of time, and what has the same time at once', () => {
    const queue = new ReleaseQueue<string>();
    for (const at of [5, 1, 4, 1, 3, 9, 2, 1]) queue.put(at, `at ${at}`);
    const taken: string[][] = [];
    while (queue.next < 9) taken.push(queue.take());
    expect(taken.map((items) => items.length)).toEqual([3, 1, 1, 1, 1]);
    expect(taken.flat()).toEqual(['at 1', 'at 1', 'at 1', 'at 2', 'at 3', 'at 4', 'at 5']);
    expect(queue.drain()).toEqual(['at 9']);
    expect(queue.next).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('slices', () => {
  it.each([
    [0, 0, 1],
    [50_000, 200_000, 1],
    [50_001, 10, 2],
    [10, 200_001, 2],
    [400_000, 2_000_000, 10],
  ])('of %i contacts and %i events are %i', (contacts, events, slices) => {
    expect(sliceCount(contacts, events)).toBe(slices);
  });

  it('keep accounts together that one contact joins, also over several contacts', () => {
    const groups = groupsOf([
      { contactId: 'c1', keys: ['a', 'b'] },
      { contactId: 'c2', keys: ['x', 'y'] },
      { contactId: 'c3', keys: ['c', 'b'] },
      { contactId: 'c4', keys: ['c', 'a'] },
    ]);
    const groupOf = (key: string) => groups[key] ?? key;
    expect(new Set(['a', 'b', 'c'].map(groupOf)).size).toBe(1);
    expect(new Set(['x', 'y'].map(groupOf)).size).toBe(1);
    expect(groupOf('x')).not.toBe(groupOf('a'));
    expect(groupOf('elsewhere')).toBe('elsewhere');
  });
});

describe('what time would have fired', () => {
  const period = { since: 0, until: 25 * DAY };
  const people = Array.from({ length: 50 }, (_, index) => ({
    contactId: `c-${index}`,
    accountId: null,
    spread: (index * 5_368_709) % 2 ** 28,
  }));

  it('by a cadence is each contact once per cycle, in the order of time, over level days', () => {
    const fired = [...firedByCadence({ programId: 'r', cadenceDays: 10 }, people, period)];
    const times = fired.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((at) => at >= 0 && at < period.until)).toBe(true);
    const perContact = Map.groupBy(fired, ({ event }) => event.data.contactId);
    expect(perContact.size).toBe(50);
    for (const turns of perContact.values())
      for (const [index, { at }] of turns.slice(1).entries()) expect(at - turns[index]!.at).toBe(10 * DAY);
    const perDay = Map.groupBy(times, (at) => Math.floor(at / DAY));
    for (const turns of perDay.values()) expect(turns.length).toBeLessThanOrEqual(8);
  });

  it('by dates is in the order of time, and of the program alone', () => {
    const fired = [
      ...firedByDates('d', [
        { contactId: 'later', accountId: 'acme', at: 2 * DAY },
        { contactId: 'first', accountId: null, at: DAY },
      ]),
    ];
    expect(fired.map(({ event }) => event.data)).toEqual([
      { contactId: 'first', touchpoint: 'program:d' },
      { contactId: 'later', touchpoint: 'program:d', accountId: 'acme' },
    ]);
  });
});

describe('a tally', () => {
  it('goes on where it was left', () => {
    const first = new Tally();
    first.add(DAY, 'p', 'asked', 'within_contact_budget');
    const second = new Tally(first.soFar());
    expect(second.add(2 * DAY, 'p', 'asked', 'within_contact_budget')).toBe(2);
    second.add(2 * DAY, null, 'no_matching_program', 'no_matching_program');
    expect(second.totals()).toEqual([
      { programId: 'p', outcome: 'asked', reason: 'within_contact_budget', count: 2 },
      { programId: null, outcome: 'no_matching_program', reason: 'no_matching_program', count: 1 },
    ]);
    expect(second.counts().map(({ day }) => day)).toEqual(['1970-01-02', '1970-01-03', '1970-01-03']);
  });

  it('says how asks spread over all days, those without an ask among them', () => {
    const tally = new Tally();
    for (const day of [0, 0, 0, 2]) tally.add(day * DAY, 'p', 'asked', 'within_contact_budget');
    tally.add(0, 'p', 'suppressed', 'opted_out');
    expect(loadOf(tally.counts(), 4)).toEqual({
      ...{ asks: 4, meanPerDay: 1, busiestDay: '1970-01-01', busiestDayAsks: 3, maxToMean: 3 },
    });
    expect(loadOf([], 4)).toMatchObject({ asks: 0, busiestDay: null, maxToMean: null });
  });
});
