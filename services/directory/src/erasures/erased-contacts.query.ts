import { forgottenAmong, type Transaction } from '#messaging';
import type { CoveringErasure } from './erasure.rules.js';

/** Which of these ids belong to erased contacts. Whoever writes contacts asks first: an erasure that comes later waits for the write. */
export async function erasedAmong(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, CoveringErasure>> {
  const forgotten = await forgottenAmong(transaction, contactIds);
  if (forgotten.size === 0) return new Map();
  const rows = await transaction.query<CoveringErasure & { contactId: string }>(
    `SELECT contacts.contact_id AS "contactId", erasure_id AS "erasureId", erased_at AS "erasedAt"
       FROM contacts JOIN erasures USING (erasure_id) WHERE contacts.contact_id = ANY ($1::text[])`,
    [[...forgotten]],
  );
  return new Map(rows.map(({ contactId, ...erasure }) => [contactId, erasure]));
}

/** Counts upserts that would have brought an erased contact back, on the receipt of the erasure. */
export async function countDropped(transaction: Transaction, erasureIds: readonly string[]): Promise<void> {
  await transaction.query(
    `WITH dropped AS (SELECT id, count(*) AS upserts FROM unnest($1::uuid[]) AS given (id) GROUP BY id),
          held AS (SELECT erasure_id FROM erasures WHERE erasure_id = ANY ($1::uuid[]) ORDER BY erasure_id FOR UPDATE)
     UPDATE erasures SET dropped_upserts = dropped_upserts + upserts
       FROM dropped JOIN held ON held.erasure_id = dropped.id WHERE erasures.erasure_id = dropped.id`,
    [erasureIds],
  );
}
