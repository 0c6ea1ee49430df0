import { twoSidedPValue, Z_95 } from './normal-distribution.rules.js';
import {
  clipInterval,
  estimateAdjustedNps,
  estimateNps,
  LOW_BASE,
  type NpsInterval,
  npsInterval,
} from './nps-interval.rules.js';
import { countCategories, InvalidMetricInput } from './score-category.rules.js';

/** How small a group may be before its numbers are hidden: fewer than `privacyFloor` answers (5 when not given). */
export type NpsOptions = Readonly<{ privacyFloor?: number }>;

/** Why numbers are missing: too few people answered for anyone to stay unrecognised. */
export type Hidden = Readonly<{ reason: 'privacy_floor'; floor: number }>;

/** An NPS as it is shown. Points are −100…100. Where `hidden` is set, everything but `n` is null. */
export type NpsMeasure = Readonly<{
  n: number;
  distribution: readonly number[] | null;
  detractors: number | null;
  passives: number | null;
  promoters: number | null;
  nps: number | null;
  hidden?: Hidden;
  lowBase: boolean;
  standardError: number | null;
  interval: NpsInterval | null;
}>;

/**
 * The change of an NPS between two windows, in points. `observedDelta` is the plain difference of the two shown numbers;
 * `delta`, which the interval, z and p-value belong to, is the difference of the adjusted estimates.
 */
export type NpsComparison = Readonly<{
  observedDelta: number | null;
  delta: number | null;
  hidden?: Hidden;
  lowBase: boolean;
  standardError: number | null;
  interval: NpsInterval | null;
  z: number | null;
  pValue: number | null;
}>;

const DEFAULT_PRIVACY_FLOOR = 5;

/**
 * Everything shown about the NPS of a distribution n0…n10 (eleven whole counts). Counts are hidden with the number,
 * because the number follows from them. Throws InvalidMetricInput naming the cell that is no count.
 */
export function measureNps(distribution: readonly number[], options: NpsOptions = {}): NpsMeasure {
  const counts = countCategories(distribution);
  const n = distribution.reduce((sum, count) => sum + count, 0);
  const lowBase = n < LOW_BASE;
  const hidden = hiddenBelow(options, n);
  if (hidden) return { n, ...NO_COUNTS, ...NO_NUMBERS, hidden, lowBase };
  if (n === 0) return { n, distribution: [...distribution], ...counts, ...NO_NUMBERS, lowBase };
  return {
    n,
    distribution: [...distribution],
    ...counts,
    ...estimateNps(counts),
    lowBase,
    interval: npsInterval(counts),
  };
}

/**
 * How far the NPS of `current` lies from that of `earlier` (both n0…n10): δ ± z·√(s₁² + s₂²) on the adjusted Wald
 * estimates of both (Rocks, The American Statistician 70(4), 2016), z = δ / s, and the two-sided p-value of "no change".
 */
export function compareNps(
  current: readonly number[],
  earlier: readonly number[],
  options: NpsOptions = {},
): NpsComparison {
  const samples = [countCategories(current, 'current'), countCategories(earlier, 'earlier')] as const;
  const smallest = Math.min(...[current, earlier].map((counts) => counts.reduce((sum, count) => sum + count, 0)));
  const lowBase = smallest < LOW_BASE;
  const hidden = hiddenBelow(options, smallest);
  if (hidden || smallest === 0) return { ...NO_CHANGE, ...(hidden && { hidden }), lowBase };
  const [now, before] = samples.map(estimateAdjustedNps) as [
    ReturnType<typeof estimateNps>,
    ReturnType<typeof estimateNps>,
  ];
  const delta = now.nps - before.nps;
  const standardError = Math.hypot(now.standardError, before.standardError);
  const margin = Z_95 * standardError;
  const z = delta / standardError;
  return {
    observedDelta: estimateNps(samples[0]).nps - estimateNps(samples[1]).nps,
    delta,
    lowBase,
    standardError,
    interval: clipInterval(
      { lower: delta - margin, upper: delta + margin, confidence: 0.95, method: 'adjusted_wald' },
      200,
    ),
    z,
    pValue: twoSidedPValue(z),
  };
}

const NO_COUNTS = { distribution: null, detractors: null, passives: null, promoters: null } as const;
const NO_NUMBERS = { nps: null, standardError: null, interval: null } as const;
const NO_CHANGE = {
  observedDelta: null,
  delta: null,
  standardError: null,
  interval: null,
  z: null,
  pValue: null,
} as const;

function hiddenBelow({ privacyFloor: floor = DEFAULT_PRIVACY_FLOOR }: NpsOptions, n: number): Hidden | undefined {
  if (!Number.isInteger(floor) || floor < 0) {
    throw new InvalidMetricInput('privacyFloor', `must be a whole number of answers, got ${String(floor)}`);
  }
  return n < floor ? { reason: 'privacy_floor', floor } : undefined;
}
