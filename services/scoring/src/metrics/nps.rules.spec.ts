import fc from 'fast-check';
import { twoSidedPValue } from './normal-distribution.rules.js';
import { compareNps, measureNps } from './nps.rules.js';
import { adjustedWaldInterval, estimateNps, npsInterval, scoreInterval, waldInterval } from './nps-interval.rules.js';
import { categoryOfScore, InvalidMetricInput } from './score-category.rules.js';

type Triple = [detractors: number, passives: number, promoters: number];
type Range = [lower: number, upper: number];

const counts = ([detractors, passives, promoters]: Triple) => ({ detractors, passives, promoters });
const distribution = ([detractors, passives, promoters]: Triple) => [
  0,
  0,
  detractors,
  0,
  0,
  0,
  0,
  passives,
  0,
  promoters,
  0,
];
const range = ({ lower, upper }: { lower: number; upper: number }): Range => [lower, upper];
const expectRange = (actual: { lower: number; upper: number }, expected: Range) => {
  range(actual).forEach((bound, side) => {
    expect(bound).toBeCloseTo(expected[side]!, 4);
  });
};

describe('categoryOfScore', () => {
  it.each([
    ...[0, 1, 2, 3, 4, 5, 6].map((score) => [score, 'detractor'] as const),
    ...[7, 8].map((score) => [score, 'passive'] as const),
    ...[9, 10].map((score) => [score, 'promoter'] as const),
  ])('calls %d a %s', (score, category) => {
    expect(categoryOfScore(score)).toBe(category);
  });

  it.each([
    -1,
    11,
    3.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '9' as never,
    null as never,
    undefined as never,
    [9] as never,
  ])('refuses %p and names the field', (score) => {
    expect(() => categoryOfScore(score, 'answers.score')).toThrow(InvalidMetricInput);
    expect(() => categoryOfScore(score, 'answers.score')).toThrow(/^answers\.score must be an integer/);
  });
});

/** Published closed forms evaluated independently: counts, NPS, standard error, Wald, adjusted Wald, score. */
const SINGLE: [Triple, number, number, Range, Range, Range][] = [
  [[1, 2, 3], 33.3333, 30.429, [-26.3065, 92.9731], [-26.7433, 71.1877], [-31.1074, 75.3957]],
  [[3, 2, 5], 20.0, 27.5681, [-34.0325, 74.0325], [-30.326, 61.0952], [-32.9548, 62.8241]],
  [[10, 20, 70], 60.0, 6.6332, [46.9991, 73.0009], [45.2698, 71.2351], [45.2167, 71.2768]],
  [[15, 35, 50], 35.0, 7.2629, [20.7649, 49.2351], [19.919, 48.0422], [19.9251, 48.2887]],
  [[2, 3, 15], 65.0, 14.6202, [36.345, 93.655], [28.064, 84.9795], [26.9508, 84.6584]],
  [[150, 350, 500], 35.0, 2.2967, [30.4985, 39.5015], [30.3993, 39.3913], [30.4102, 39.4101]],
  [[0, 10, 0], 0.0, 0.0, [0.0, 0.0], [-18.465, 18.465], [-27.7533, 27.7533]],
];

describe('the interval of an NPS', () => {
  it.each(SINGLE)('of %p agrees with the published forms', (triple, nps, standardError, wald, adjusted, score) => {
    expect(estimateNps(counts(triple)).nps).toBeCloseTo(nps, 4);
    expect(estimateNps(counts(triple)).standardError).toBeCloseTo(standardError, 4);
    expectRange(waldInterval(counts(triple)), wald);
    expectRange(adjustedWaldInterval(counts(triple)), adjusted);
    expectRange(scoreInterval(counts(triple)), score);
  });

  it.each<[Triple, string]>([
    [[10, 9, 10], 'score'],
    [[10, 10, 10], 'adjusted_wald'],
    [[0, 50, 50], 'score'],
    [[50, 0, 50], 'score'],
    [[50, 50, 0], 'score'],
  ])('of %p is the %s interval', (triple, method) => {
    expect(npsInterval(counts(triple)).method).toBe(method);
  });

  it('stays on the scale, holds the estimate and mirrors when promoters and detractors swap', () => {
    const cell = fc.nat({ max: 500 });
    fc.assert(
      fc.property(cell, cell, cell, (a, b, c) => {
        fc.pre(a + b + c > 0);
        const interval = npsInterval(counts([a, b, c]));
        const mirrored = npsInterval(counts([c, b, a]));
        expect(interval.lower).toBeGreaterThanOrEqual(-100);
        expect(interval.upper).toBeLessThanOrEqual(100);
        expect(interval.lower).toBeLessThan(interval.upper);
        if (interval.method === 'score') {
          expect(interval.lower).toBeLessThanOrEqual(estimateNps(counts([a, b, c])).nps);
          expect(interval.upper).toBeGreaterThanOrEqual(estimateNps(counts([a, b, c])).nps);
        }
        expectRange(mirrored, [-interval.upper, -interval.lower]);
      }),
    );
  });

  it('is cut at 100 where everyone is a promoter', () => {
    expect(npsInterval(counts([0, 0, 40]))).toMatchObject({ upper: 100, method: 'score' });
  });
});

describe('measureNps', () => {
  it('shows counts, number, error and interval of a distribution', () => {
    expect(measureNps([1, 0, 2, 0, 3, 0, 4, 5, 15, 30, 40])).toEqual({
      n: 100,
      distribution: [1, 0, 2, 0, 3, 0, 4, 5, 15, 30, 40],
      detractors: 10,
      passives: 20,
      promoters: 70,
      nps: 60,
      lowBase: false,
      standardError: expect.closeTo(6.6332, 4),
      interval: {
        lower: expect.closeTo(45.2698, 4),
        upper: expect.closeTo(71.2351, 4),
        confidence: 0.95,
        method: 'adjusted_wald',
      },
    });
  });

  it.each<[Triple, boolean]>([
    [[9, 10, 10], true],
    [[10, 10, 10], false],
  ])('marks %p as low base: %p', (triple, lowBase) => {
    expect(measureNps(distribution(triple)).lowBase).toBe(lowBase);
  });

  it('hides everything but n below the privacy floor, since the number follows from the counts', () => {
    expect(measureNps(distribution([1, 2, 1]))).toEqual({
      n: 4,
      distribution: null,
      detractors: null,
      passives: null,
      promoters: null,
      nps: null,
      hidden: { reason: 'privacy_floor', floor: 5 },
      lowBase: true,
      standardError: null,
      interval: null,
    });
  });

  it('shows five answers, and fewer where the floor is lower', () => {
    expect(measureNps(distribution([1, 2, 2])).nps).toBeCloseTo(20);
    expect(measureNps(distribution([0, 0, 1]), { privacyFloor: 1 }).nps).toBe(100);
    expect(measureNps(distribution([5, 5, 5]), { privacyFloor: 16 }).nps).toBeNull();
  });

  it('has no number for nobody, even without a floor', () => {
    expect(measureNps(distribution([0, 0, 0]), { privacyFloor: 0 })).toMatchObject({
      n: 0,
      nps: null,
      interval: null,
      promoters: 0,
    });
  });

  it.each([
    [[1, 2, 3], 'distribution'],
    [[0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0], 'distribution[3]'],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5], 'distribution[10]'],
    [['1', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] as never[], 'distribution[0]'],
    [new Array<number>(11), 'distribution[0]'],
  ])('refuses %p and names %s', (cells, field) => {
    expect(() => measureNps(cells)).toThrow(expect.objectContaining({ name: 'InvalidMetricInput', field }));
  });

  it('refuses a privacy floor that is no count', () => {
    expect(() => measureNps(distribution([5, 5, 5]), { privacyFloor: Number.NaN })).toThrow(InvalidMetricInput);
  });
});

/** Adjusted Wald on both samples: current, earlier, delta, standard error, interval, z, p. */
const DIFFERENCES: [Triple, Triple, number, number, Range, number, number][] = [
  [[10, 20, 70], [15, 35, 50], 24.2718, 9.7647, [5.1335, 43.4102], 2.4857, 0.0129],
  [[150, 350, 500], [120, 360, 520], -4.985, 3.1707, [-11.1994, 1.2293], -1.5722, 0.1159],
];

describe('compareNps', () => {
  it.each(DIFFERENCES)(
    'of %p against %p agrees with the published forms',
    (now, before, delta, error, interval, z, p) => {
      const compared = compareNps(distribution(now), distribution(before));
      expect(compared.delta).toBeCloseTo(delta, 4);
      expect(compared.standardError).toBeCloseTo(error, 4);
      expectRange(compared.interval!, interval);
      expect(compared.z).toBeCloseTo(z, 4);
      expect(compared.pValue).toBeCloseTo(p, 4);
      expect(compared.observedDelta).toBeCloseTo(estimateNps(counts(now)).nps - estimateNps(counts(before)).nps, 10);
    },
  );

  it('finds no change between equal windows', () => {
    expect(compareNps(distribution([10, 20, 70]), distribution([10, 20, 70]))).toMatchObject({
      delta: 0,
      observedDelta: 0,
      z: 0,
      pValue: 1,
    });
  });

  it('is hidden and low base as soon as one window is', () => {
    const compared = compareNps(distribution([100, 100, 100]), distribution([1, 1, 1]));
    expect(compared).toMatchObject({
      delta: null,
      observedDelta: null,
      pValue: null,
      hidden: { floor: 5 },
      lowBase: true,
    });
  });

  it('names the window whose count is broken', () => {
    expect(() => compareNps(distribution([5, 5, 5]), [1])).toThrow(expect.objectContaining({ field: 'earlier' }));
  });
});

describe('twoSidedPValue', () => {
  it.each([
    [0, 1],
    [1, 0.31731050786291415],
    [-1.959963984540054, 0.05],
    [4, 6.334248366623993e-5],
    [4.3, 1.7079810941983632e-5],
    [6, 1.9731752900753e-9],
    [10, 1.5239706048321e-23],
  ])('of %p is %p', (z, p) => {
    expect(twoSidedPValue(z) / p).toBeCloseTo(1, 8);
  });
});
