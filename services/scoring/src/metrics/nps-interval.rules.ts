import { Z_95 } from './normal-distribution.rules.js';
import type { CategoryCounts } from './score-category.rules.js';

/** How an interval was computed. */
export type IntervalMethod = 'wald' | 'adjusted_wald' | 'score';

/** A 95 % interval in NPS points; `method` says how it was computed. */
export type NpsInterval = Readonly<{ lower: number; upper: number; confidence: 0.95; method: IntervalMethod }>;

/** An NPS and its standard error, both in points (−100…100), before any clipping. */
export type NpsEstimate = Readonly<{ nps: number; standardError: number }>;

/** Below this many answers a number is marked as low base, and the score interval is used. */
export const LOW_BASE = 30;

const total = ({ detractors, passives, promoters }: CategoryCounts) => detractors + passives + promoters;

/**
 * NPS = 100 · (P − D) / n, and its standard error 100 · √((p₊ + p₋ − (p₊ − p₋)²) / n), the standard deviation of
 * the mean of n draws from {−1, 0, 1} (Rocks, The American Statistician 70(4), 2016, 365–372). NaN where n is 0.
 */
export function estimateNps(counts: CategoryCounts): NpsEstimate {
  const n = total(counts);
  const mean = (counts.promoters - counts.detractors) / n;
  const variance = (counts.promoters + counts.detractors) / n - mean * mean;
  // Rounding can leave a variance of −1e−17 where everyone agrees.
  return { nps: 100 * mean, standardError: 100 * Math.sqrt(Math.max(0, variance) / n) };
}

/** The estimate after adding ¾ detractor, 1½ passives and ¾ promoter (adjusted Wald; Rocks 2016). */
export function estimateAdjustedNps(counts: CategoryCounts): NpsEstimate {
  return estimateNps({
    detractors: counts.detractors + 0.75,
    passives: counts.passives + 1.5,
    promoters: counts.promoters + 0.75,
  });
}

/** Estimate ± z standard errors, without pseudo-counts: too narrow for small n, kept for comparison (Rocks 2016). */
export function waldInterval(counts: CategoryCounts): NpsInterval {
  return around(estimateNps(counts), 'wald');
}

/** Adjusted estimate ± z standard errors: the usual interval of an NPS (Rocks 2016). */
export function adjustedWaldInterval(counts: CategoryCounts): NpsInterval {
  return around(estimateAdjustedNps(counts), 'adjusted_wald');
}

/**
 * All NPS values that the multinomial score test does not refuse at 5 %: the roots of
 * n · (d̂ − d)² = z² · (p̃₊(d) + p̃₋(d) − d²), p̃ being the maximum-likelihood shares given an NPS of d
 * (the score test inverted, as Tango, Statistics in Medicine 17, 1998, 891–908, does for paired shares).
 */
export function scoreInterval(counts: CategoryCounts): NpsInterval {
  const n = total(counts);
  const observed = (counts.promoters - counts.detractors) / n;
  const refused = (d: number) => n * (observed - d) ** 2 > Z_95 ** 2 * constrainedVariance(counts, d);
  return {
    lower: 100 * boundaryBetween(observed, -1, refused),
    upper: 100 * boundaryBetween(observed, 1, refused),
    confidence: 0.95,
    method: 'score',
  };
}

/** The interval that is shown: score where n < 30 or a category is empty, adjusted Wald otherwise, within [−100, 100]. */
export function npsInterval(counts: CategoryCounts): NpsInterval {
  const sparse = total(counts) < LOW_BASE || Object.values(counts).includes(0);
  return clipInterval(sparse ? scoreInterval(counts) : adjustedWaldInterval(counts), 100);
}

/** The interval cut to [−limit, limit], the values that can occur at all. */
export function clipInterval(interval: NpsInterval, limit: number): NpsInterval {
  return { ...interval, lower: Math.max(-limit, interval.lower), upper: Math.min(limit, interval.upper) };
}

function around({ nps, standardError }: NpsEstimate, method: IntervalMethod): NpsInterval {
  return { lower: nps - Z_95 * standardError, upper: nps + Z_95 * standardError, confidence: 0.95, method };
}

/**
 * Variance of one answer under the likeliest shares with NPS d. With q = p̃₋ and p̃₊ = q + d, the likelihood
 * equation is 2n·q² − b·q − c = 0, b = D + P − d·(2n + D − P), c = D·d·(1 − d); its larger root is the share.
 */
function constrainedVariance({ detractors, passives, promoters }: CategoryCounts, d: number): number {
  const n = detractors + passives + promoters;
  const b = detractors + promoters - d * (2 * n + detractors - promoters);
  const c = detractors * d * (1 - d);
  const q = (b + Math.sqrt(Math.max(0, b * b + 8 * n * c))) / (4 * n);
  return 2 * q + d - d * d;
}

/** Halves the way from an accepted value to the end of the scale until the border of acceptance is found. */
function boundaryBetween(accepted: number, end: number, refused: (d: number) => boolean): number {
  if (!refused(end)) return end;
  let inside = accepted;
  let outside = end;
  for (let step = 0; step < 60; step++) {
    const middle = (inside + outside) / 2;
    if (refused(middle)) outside = middle;
    else inside = middle;
  }
  return inside;
}
