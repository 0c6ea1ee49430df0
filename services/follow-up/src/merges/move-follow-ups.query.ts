import type { MergedId, MergedSubject, Transaction } from '#messaging';

/** Where a contact's or an account's id is kept. */
const TABLES: Readonly<Record<MergedSubject, readonly string[]>> = {
  contact: ['response_facts', 'cases', 'retention_steps', 'advocacy_requests'],
  account: ['cases', 'retention_steps', 'advocacy_requests', 'contacts'],
};

/** Has what is kept under merged ids be the survivors'; owners and deadlines stay as they are. */
export async function moveFollowUps(
  transaction: Transaction,
  subject: MergedSubject,
  merges: readonly MergedId[],
): Promise<void> {
  if (merges.length === 0) return;
  const column = `${subject}_id`;
  const moves = [merges.map(({ id }) => id), merges.map(({ survivorId }) => survivorId)];
  for (const table of TABLES[subject]) {
    await transaction.query(
      `UPDATE ${table} SET ${column} = merge.survivor_id
         FROM unnest($1::text[], $2::text[]) AS merge (id, survivor_id) WHERE ${column} = merge.id`,
      moves,
    );
  }
}
