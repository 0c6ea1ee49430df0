import type { Transaction } from '../transaction.js';
import { changeIdentities, readIdentities } from './identity-lock.js';

/** What has ids that may be merged. */
export type MergedSubject = 'contact' | 'account';

/** An id that is no more, and the one that goes on. */
export interface MergedId {
  readonly id: string;
  readonly survivorId: string;
}

/**
 * Notes that ids were merged away, whatever the order in which a chain of merges is told. Call it before the rows are moved:
 * it waits for chunks that may be writing under the old ids.
 * @returns the merges with the survivors at the ends of their chains: what is kept under `id` belongs to `survivorId`
 */
export async function mergeIds(
  transaction: Transaction,
  subject: MergedSubject,
  merges: readonly MergedId[],
): Promise<MergedId[]> {
  if (merges.length === 0) return [];
  await changeIdentities(transaction);
  for (const { id, survivorId } of merges) {
    const [end] = await transaction.query<{ survivorId: string }>(SURVIVORS, [subject, [survivorId]]);
    const last = end?.survivorId ?? survivorId;
    // Two that were merged into each other, which the directory refuses: whoever went first stays gone.
    if (last !== id) await transaction.query(NOTE, [subject, id, last]);
  }
  // A survivor may have been merged by a later one of these.
  return transaction.query<MergedId>(SURVIVORS, [subject, merges.map(({ id }) => id)]);
}

/** The survivors of those among these ids that were merged away. What the transaction writes after it is found by later merges. */
export async function survivorsAmong(
  transaction: Transaction,
  subject: MergedSubject,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const [, rows] = await Promise.all([
    readIdentities(transaction),
    transaction.query<MergedId>(SURVIVORS, [subject, wanted]),
  ]);
  return new Map(rows.map(({ id, survivorId }) => [id, survivorId]));
}

const SURVIVORS = `
  SELECT id, survivor_id AS "survivorId" FROM merged_ids WHERE subject = $1 AND id = ANY ($2::text[]) ORDER BY id`;

/** Every id leads to the end of its chain at once, so that one look is enough. */
const NOTE = `
  WITH behind AS (
    UPDATE merged_ids SET survivor_id = $3 WHERE subject = $1 AND survivor_id = $2
  )
  INSERT INTO merged_ids (subject, id, survivor_id) VALUES ($1, $2, $3)
  ON CONFLICT (subject, id) DO UPDATE SET survivor_id = excluded.survivor_id`;
