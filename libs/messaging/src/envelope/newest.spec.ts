import { newestOfEach } from './newest.js';

describe('newestOfEach', () => {
  const read = ([id, revision]: readonly [string, number]) => ({ id, revision });

  it.each<[string, [string, number][], [string, number][]]>([
    ['nothing of nothing', [], []],
    [
      'the newest, whatever the order in which they come',
      [
        ['a', 1],
        ['a', 3],
        ['a', 2],
      ],
      [['a', 3]],
    ],
    [
      'each in the order of the ids',
      [
        ['b', 1],
        ['a', 1],
      ],
      [
        ['a', 1],
        ['b', 1],
      ],
    ],
  ])('keeps %s', (_, events, expected) => {
    expect(newestOfEach(events, read)).toEqual(expected);
  });

  it('keeps the first of those that are the same revision', () => {
    const events = [
      { id: 'a', revision: 1, text: 'first' },
      { id: 'a', revision: 1, text: 'again' },
    ];
    expect(newestOfEach(events, (event) => event)).toEqual([events[0]]);
  });
});
