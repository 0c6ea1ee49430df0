/** Names one row of counts: a UTC day (YYYY-MM-DD), a touchpoint, and a segment ('' where it is not known). */
export type RollupKey = Readonly<{ day: string; touchpoint: string; segment: string }>;

/** How the counts n0…n10 of one row move; an entry is below zero where answers left that score. */
export type RollupDelta = RollupKey & Readonly<{ counts: readonly number[] }>;

/** A response that counts as `score` now, and counted as `previousScore` before (null: not at all). */
export type ScoreMove = RollupKey & Readonly<{ score: number | null; previousScore: number | null }>;

/** Sums moves to one delta per row: −1 where a response was counted, +1 where it counts now. Rows that stay are left out. */
export function rollupDeltas(moves: readonly ScoreMove[]): RollupDelta[] {
  const deltas = new Map<string, RollupKey & { counts: number[] }>();
  for (const { day, touchpoint, segment, score, previousScore } of moves) {
    const key = JSON.stringify([day, touchpoint, segment]);
    const delta = deltas.get(key) ?? { day, touchpoint, segment, counts: Array<number>(11).fill(0) };
    if (score !== null) delta.counts[score]! += 1;
    if (previousScore !== null) delta.counts[previousScore]! -= 1;
    deltas.set(key, delta);
  }
  return [...deltas.values()].filter(({ counts }) => counts.some((count) => count !== 0));
}
