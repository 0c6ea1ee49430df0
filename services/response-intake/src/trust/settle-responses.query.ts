import type { Transaction } from '#messaging';

/**
 * Confirms the provisional responses that nobody went on with since a moment, the oldest first; a settled response counts
 * as it did, so that it is no revision.
 * @returns how many they were
 */
export async function settleResponses(transaction: Transaction, since: Date, limit: number): Promise<number> {
  const rows = await transaction.query(
    `UPDATE responses SET state = 'confirmed' WHERE response_id IN (
       SELECT response_id FROM responses WHERE state = 'provisional' AND revised_at < $1
       ORDER BY revised_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING 1`,
    [since, limit],
  );
  return rows.length;
}
