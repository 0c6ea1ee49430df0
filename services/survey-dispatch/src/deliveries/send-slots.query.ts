import { rowSet, type Transaction } from '#messaging';

/** From when on places under a limit are free, epoch milliseconds; nobody else takes any before the transaction ends. */
export async function lockSlot(transaction: Transaction, name: string): Promise<number> {
  const rows = await transaction.query<{ freeAt: Date }>(
    `INSERT INTO delivery_slots (name, free_at) VALUES ($1, 'epoch')
     ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING free_at AS "freeAt"`,
    [name],
  );
  return rows[0]!.freeAt.getTime();
}

/** Moves on from when places under a limit are free. */
export async function moveSlot(transaction: Transaction, name: string, freeAt: number): Promise<void> {
  await transaction.query('UPDATE delivery_slots SET free_at = $2 WHERE name = $1', [
    name,
    new Date(freeAt).toISOString(),
  ]);
}

/** Places that are wanted under one limit. */
export interface WantedSlots {
  readonly name: string;
  readonly count: number;
  /** How long each message takes, in milliseconds. */
  readonly interval: number;
}

const wanted = rowSet<WantedSlots & { now: Date }>({
  name: ['text', ({ name }) => name],
  took: ['double precision', ({ count, interval }) => count * interval],
  now: ['timestamptz', ({ now }) => now],
});

/** Takes places under limits. @returns the first place of each, in epoch milliseconds, by its name */
export async function takeSlots(
  transaction: Transaction,
  slots: readonly WantedSlots[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  // In the order of the names, so that two dispatchers cannot wait for each other in a circle.
  const ordered = [...slots].sort((a, b) => (a.name < b.name ? -1 : 1)).map((slot) => ({ ...slot, now }));
  const rows = await transaction.query<{ name: string; freeAt: Date }>(
    `INSERT INTO delivery_slots AS s (name, free_at)
     SELECT name, now + took * interval '1 millisecond' FROM unnest(${wanted.arrays}) AS w (${wanted.names})
     ON CONFLICT (name) DO UPDATE SET free_at = greatest(s.free_at, $${wanted.next}::timestamptz)
       + (excluded.free_at - $${wanted.next}::timestamptz)
     RETURNING name, free_at AS "freeAt"`,
    [...wanted.values(ordered), now.toISOString()],
  );
  const tookOf = new Map(ordered.map(({ name, count, interval }) => [name, count * interval]));
  return new Map(rows.map(({ name, freeAt }) => [name, freeAt.getTime() - tookOf.get(name)!]));
}
