import fc from 'fast-check';
import { nextSlot, SPREAD, spreadBetween } from './cadence.rules.js';

const DAY = 86_400_000;
const cycle = { programId: 'relationship', cadenceDays: 180 };
const START = Date.parse('2026-01-01T00:00:00Z');

describe('a cadence', () => {
  it('gives each contact one slot per cycle, at the same distance', () => {
    for (let spread = 0; spread < SPREAD; spread += SPREAD / 16) {
      const first = nextSlot(cycle, spread, START);
      expect(first - START).toBeLessThan(180 * DAY);
      expect(nextSlot(cycle, spread, first)).toBe(first);
      expect(nextSlot(cycle, spread, first + 1)).toBe(first + 180 * DAY);
    }
  });

  it('loads every day alike', () => {
    const perDay = new Map<number, number>();
    for (let index = 0; index < 18_000; index++) {
      const day = Math.floor((nextSlot(cycle, (index * SPREAD) / 18_000, START) - START) / DAY);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
    expect(perDay.size).toBe(180);
    for (const count of perDay.values()) expect(Math.abs(count - 100)).toBeLessThanOrEqual(1);
  });

  it('finds everybody whose slot lies between two moments', () => {
    const moments = fc.tuple(fc.nat(SPREAD - 1), fc.nat(400 * DAY), fc.integer({ min: 1, max: 90 * DAY }));
    fc.assert(
      fc.property(moments, ([spread, after, length]) => {
        const from = START + after;
        const isBetween = nextSlot(cycle, spread, from + 1) <= from + length;
        const found = spreadBetween(cycle, from, from + length).some(
          ([first, last]) => spread >= first && spread <= last,
        );
        expect(found || !isBetween).toBe(true);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});
