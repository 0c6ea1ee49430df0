import type { Transaction } from '#messaging';

/**
 * Takes a contact out of their scores, which go on counting where they did.
 * @param anonymous the id in the contact's place
 * @returns how many there were
 */
export async function anonymiseScores(transaction: Transaction, contactId: string, anonymous: string): Promise<number> {
  const rows = await transaction.query(
    `UPDATE scored_responses SET contact_id = $2, invitation_id = NULL WHERE contact_id = $1 RETURNING 1`,
    [contactId, anonymous],
  );
  return rows.length;
}
