/** The middle one of several figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One side of a ratio: prepares a run, then measures it. */
export interface Side {
  /** Returns the figure of one run, such as events per second. */
  run(): Promise<number>;
}

/** A measured ratio: medians of interleaved runs, and the ratio of the pairs' median. */
export interface Measured {
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
}

/** Measures ours, limit, ours, limit, …: what the machine does in between hits both. The first pair warms up and is not counted. */
export async function interleave(name: string, ours: Side, limit: Side, runs = 5): Promise<Measured> {
  const pairs: { ours: number; limit: number }[] = [];
  for (let run = 0; run <= runs; run++) {
    const pair = { ours: await ours.run(), limit: await limit.run() };
    const note = run === 0 ? ' (warm-up)' : '';
    process.stderr.write(
      `  ${name}: ours ${format(pair.ours)}, limit ${format(pair.limit)}, ratio ${(pair.ours / pair.limit).toFixed(3)}${note}\n`,
    );
    if (run > 0) pairs.push(pair);
  }
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    limit: median(pairs.map((pair) => pair.limit)),
    ratio: median(pairs.map((pair) => pair.ours / pair.limit)),
  };
}

/** A figure as people read it. */
export function format(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toFixed(2);
}
