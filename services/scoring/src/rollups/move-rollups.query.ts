import type { Transaction } from '#messaging';
import type { RollupDelta } from './rollup.rules.js';

/** The columns of a row of counts: how many answered 0, 1, … 10. */
export const COUNTS = Array.from({ length: 11 }, (_, score) => `n${score}`);

/** Adds deltas to their rows, in the order of the rows' keys, so that instances cannot wait for each other in a circle. */
export async function moveRollups(transaction: Transaction, deltas: readonly RollupDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  await transaction.query(MOVE, [
    deltas.map(({ day }) => day),
    deltas.map(({ touchpoint }) => touchpoint),
    deltas.map(({ segment }) => segment),
    ...COUNTS.map((_, score) => deltas.map(({ counts }) => counts[score])),
  ]);
}

const MOVE = `
  INSERT INTO score_rollups AS kept (day, touchpoint, segment, ${COUNTS.join(', ')})
  SELECT * FROM unnest($1::date[], $2::text[], $3::text[], ${COUNTS.map((_, score) => `$${score + 4}::bigint[]`).join(', ')})
    AS delta (day, touchpoint, segment, ${COUNTS.join(', ')})
  ORDER BY day, touchpoint, segment
  ON CONFLICT (day, touchpoint, segment) DO UPDATE SET
    ${COUNTS.map((count) => `${count} = kept.${count} + excluded.${count}`).join(', ')}`;
