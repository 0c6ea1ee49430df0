/** What a 0–10 answer makes of a respondent. */
export type ScoreCategory = 'detractor' | 'passive' | 'promoter';

/** How many respondents fell into each category. */
export type CategoryCounts = Readonly<{ detractors: number; passives: number; promoters: number }>;

/** Thrown when a score or a distribution cannot be what it claims to be; `field` names the culprit. */
export class InvalidMetricInput extends Error {
  override readonly name = 'InvalidMetricInput';

  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/**
 * The category of one answer: 0–6 detractor, 7–8 passive, 9–10 promoter (Reichheld, HBR 81(12), 2003).
 * Throws InvalidMetricInput naming `field` for anything but an integer from 0 to 10.
 */
export function categoryOfScore(score: number, field = 'score'): ScoreCategory {
  if (!Number.isInteger(score) || score < 0 || score > 10) {
    throw new InvalidMetricInput(field, `must be an integer from 0 to 10, got ${inspect(score)}`);
  }
  if (score <= 6) return 'detractor';
  return score <= 8 ? 'passive' : 'promoter';
}

/**
 * Counts per category of a distribution n0…n10 (eleven whole numbers of answers).
 * Throws InvalidMetricInput naming the cell, for example `distribution[3]`.
 */
export function countCategories(distribution: readonly number[], field = 'distribution'): CategoryCounts {
  if (!Array.isArray(distribution) || distribution.length !== 11) {
    throw new InvalidMetricInput(field, 'must have eleven counts, n0 to n10');
  }
  const counts = { detractors: 0, passives: 0, promoters: 0 };
  for (let score = 0; score <= 10; score++) {
    const count = distribution[score];
    if (!Number.isSafeInteger(count) || count! < 0) {
      throw new InvalidMetricInput(`${field}[${score}]`, `must be a whole number of answers, got ${inspect(count)}`);
    }
    counts[`${categoryOfScore(score)}s`] += count!;
  }
  return counts;
}

/** `"9"` and 9 must not look alike in the message. */
function inspect(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
