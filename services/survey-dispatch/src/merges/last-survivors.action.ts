import { type MergedId, type MergedSubject, mergeIds, survivorsAmong, type Transaction } from '#messaging';

/** Notes merges, and returns each merged id with who goes on in the end: a survivor may be merged in the same chunk. */
export async function lastSurvivors(
  transaction: Transaction,
  subject: MergedSubject,
  told: readonly MergedId[],
): Promise<MergedId[]> {
  const noted = await mergeIds(transaction, subject, told);
  const ids = noted.map(({ id }) => id);
  const survivors = await survivorsAmong(transaction, subject, ids);
  return [...survivors].map(([id, survivorId]) => ({ id, survivorId })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
