import { type MergedId, type MergedSubject, rowSet, type Transaction } from '#messaging';

const MERGES = rowSet<MergedId>({
  merged_id: ['text', ({ id }) => id],
  survivor_id: ['text', ({ survivorId }) => survivorId],
});

/** Has the responses under merged ids be the survivors'; invitations are taken for them when they are answered. */
export async function moveResponses(
  transaction: Transaction,
  subject: MergedSubject,
  merges: readonly MergedId[],
): Promise<void> {
  const column = `${subject}_id`;
  await transaction.query(
    `UPDATE responses r SET ${column} = m.survivor_id FROM unnest(${MERGES.arrays}) AS m (${MERGES.names})
     WHERE r.${column} = m.merged_id`,
    MERGES.values(merges),
  );
}
