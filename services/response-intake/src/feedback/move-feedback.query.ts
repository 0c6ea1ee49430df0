import { type MergedId, type MergedSubject, rowSet, type Transaction } from '#messaging';

const MERGES = rowSet<MergedId>({
  merged_id: ['text', ({ id }) => id],
  survivor_id: ['text', ({ survivorId }) => survivorId],
});

/** Has the feedback items under merged ids be the survivors'. */
export async function moveFeedback(
  transaction: Transaction,
  subject: MergedSubject,
  merges: readonly MergedId[],
): Promise<void> {
  const column = `${subject}_id`;
  await transaction.query(
    `UPDATE feedback_items f SET ${column} = m.survivor_id FROM unnest(${MERGES.arrays}) AS m (${MERGES.names})
     WHERE f.${column} = m.merged_id`,
    MERGES.values(merges),
  );
}
