import type { ErasedCount, Transaction } from '#messaging';

/** Takes the texts of contacts, and the words quoted from them, out of their insights; what they speak of stays counted. */
export function blankInsights(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
  return transaction.query<ErasedCount>(
    `WITH blanked AS (
       UPDATE insights SET comment = '', themes = coalesce((
         SELECT jsonb_agg(theme || '{"evidence": []}' ORDER BY place)
         FROM jsonb_array_elements(themes) WITH ORDINALITY AS found (theme, place)), '[]')
       WHERE contact_id = ANY ($1::text[]) AND comment <> '' RETURNING contact_id)
     SELECT contact_id AS "contactId", 'insights' AS kind, count(*)::int AS count FROM blanked GROUP BY 1`,
    [contactIds],
  );
}
