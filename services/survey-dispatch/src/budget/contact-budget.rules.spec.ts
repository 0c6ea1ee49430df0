import { accountRelease } from './contact-budget.rules.js';

const DAY = 86_400_000;
const asks = (...days: number[]) => days.map((day, index) => ({ contactId: `c-${index}`, at: day * DAY }));

describe('accountRelease', () => {
  it.each<[string, number[], number, number, number | undefined]>([
    ['nobody was asked', [], 10, 1, undefined],
    ['there is room', [5], 10, 2, undefined],
    ['all were asked', [5, 8], 10, 2, 35],
    ['more than all were asked', [5, 8, 9], 10, 2, 38],
    ['one was asked exactly a period ago', [-20, 8], 10, 2, undefined],
    ['somebody is to be asked later', [20], 10, 1, 50],
    ['nobody may be asked', [], 10, 0, Number.POSITIVE_INFINITY],
  ])('where %s', (_, made, day, people, release) => {
    const expected = release === undefined ? undefined : release * DAY;
    expect(accountRelease(asks(...made), { contactId: 'new', at: day * DAY }, people, 30 * DAY)).toBe(expected);
  });

  it('counts people, not asks', () => {
    const twice = [
      { contactId: 'same', at: 1 },
      { contactId: 'same', at: 2 },
    ];
    expect(accountRelease(twice, { contactId: 'new', at: 3 }, 2, 30 * DAY)).toBeUndefined();
    expect(accountRelease(twice, { contactId: 'same', at: 3 }, 1, 30 * DAY)).toBeUndefined();
  });
});
