/** The 97.5 % quantile of the standard normal distribution: 95 % of it lies within ± this many standard errors. */
export const Z_95 = 1.959963984540054;

/** The chance of a standard normal value at least as far from zero as `z`, on either side: erfc(|z| / √2). */
export function twoSidedPValue(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  // Below 3 the series is exact; above it 1 − erf would lose all its digits.
  return x < 3 ? 1 - erfBySeries(x) : erfcByFraction(x);
}

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)) (Abramowitz & Stegun 7.1.6). */
function erfBySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))) (Abramowitz & Stegun 7.1.14). */
function erfcByFraction(x: number): number {
  let tail = x;
  for (let level = 60; level >= 1; level--) tail = x + level / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}
