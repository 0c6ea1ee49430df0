import type { MergedId, MergedSubject, Transaction } from '#messaging';

/**
 * Has the scores of merged ids be the survivors'. They count where they did: a response counts for the segment that its account
 * had when it was given, so that no row of counts moves.
 */
export async function moveScores(
  transaction: Transaction,
  subject: MergedSubject,
  merges: readonly MergedId[],
): Promise<void> {
  if (merges.length === 0) return;
  const column = subject === 'contact' ? 'contact_id' : 'account_id';
  await transaction.query(
    `UPDATE scored_responses SET ${column} = merge.survivor_id
       FROM unnest($1::text[], $2::text[]) AS merge (id, survivor_id) WHERE ${column} = merge.id`,
    [merges.map(({ id }) => id), merges.map(({ survivorId }) => survivorId)],
  );
}
