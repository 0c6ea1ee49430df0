import type { Transaction } from '#messaging';
import { Conflict, InvalidRequest, NotFound } from '#service-kit';
import { type Kind, lockStates, writerOf } from '../upserts/fold-upserts.action.js';
import type { Patch, Versioned } from '../upserts/upsert.rules.js';

/** Two that are one. */
export interface Pair {
  readonly survivorId: string;
  readonly duplicateId: string;
}

/** What came of a merge: the survivor, and what is no more; nothing where they had been merged before. */
export interface Merged<State> {
  readonly survivor: State;
  readonly gone?: { readonly state: State; readonly ids: readonly string[] };
}

/**
 * Merges a duplicate into a survivor; every id that led to the duplicate leads to the survivor then.
 * @throws InvalidRequest for one and the same id
 * @throws NotFound where one of them is not known
 * @throws Conflict where one of them was merged elsewhere before
 */
export async function mergePair<State extends Versioned, Upsert extends Patch>(
  kind: Kind<State, Upsert>,
  { survivorId, duplicateId }: Pair,
  transaction: Transaction,
  now: Date,
  merge: (survivor: State, duplicate: State) => State,
): Promise<Merged<State>> {
  const { subject, table, columns } = kind;
  if (survivorId === duplicateId) {
    const reason = `is the same ${subject}`;
    throw new InvalidRequest(`duplicateId ${reason}`, [{ field: 'duplicateId', reason }]);
  }
  const { known, survivorOf } = await lockStates(kind, [survivorId, duplicateId], transaction);
  const [before, duplicate] = [known.get(survivorId), known.get(duplicateId)];
  if (!before || !duplicate) throw new NotFound(`there is no ${subject} ${before ? duplicateId : survivorId}`);
  if (survivorOf(duplicateId) === survivorId) return { survivor: before };
  for (const id of [survivorId, duplicateId])
    if (survivorOf(id) !== id) throw new Conflict(`the ${subject} ${id} was merged into ${survivorOf(id)} before`);
  const survivor = { ...merge(before, duplicate), version: before.version + 1, updatedAt: now };
  const state = { ...duplicate, version: duplicate.version + 1, updatedAt: now };
  await writerOf(kind)(transaction, [survivor]);
  const key = Object.keys(columns)[0];
  const moved = await transaction.query<{ id: string }>(
    `UPDATE ${table} SET merged_into = $1, version = version + (${key} = $2)::int, updated_at = $3
      WHERE ${key} = $2 OR merged_into = $2 RETURNING ${key} AS id`,
    [survivorId, duplicateId, now.toISOString()],
  );
  return { survivor, gone: { state, ids: moved.map(({ id }) => id) } };
}
