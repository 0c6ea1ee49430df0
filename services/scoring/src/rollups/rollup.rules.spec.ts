import { rollupDeltas } from './rollup.rules.js';

const monday = { day: '2026-03-02', touchpoint: 'renewal.upcoming', segment: 'smb' };

describe('rollupDeltas', () => {
  it('adds new responses and moves revised ones by exactly the difference', () => {
    const deltas = rollupDeltas([
      { ...monday, score: 9, previousScore: null },
      { ...monday, score: 9, previousScore: null },
      { ...monday, score: 0, previousScore: 10 },
    ]);
    expect(deltas).toEqual([{ ...monday, counts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 2, -1] }]);
  });

  it('takes out what counts no more, and nothing of what never counted', () => {
    const deltas = rollupDeltas([
      { ...monday, score: null, previousScore: 4 },
      { ...monday, score: null, previousScore: null },
    ]);
    expect(deltas).toEqual([{ ...monday, counts: [0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0] }]);
  });

  it.each(['day', 'touchpoint', 'segment'])('keeps another %s apart', (part) => {
    const moves = [monday, { ...monday, [part]: '2026-03-03' }].map((key) => ({
      ...key,
      score: 5,
      previousScore: null,
    }));
    expect(rollupDeltas(moves)).toHaveLength(2);
  });

  it('leaves a row alone whose counts do not move', () => {
    expect(
      rollupDeltas([
        { ...monday, score: 7, previousScore: 7 },
        { ...monday, score: 3, previousScore: 4 },
        { ...monday, score: 4, previousScore: 3 },
      ]),
    ).toEqual([]);
  });
});
