import type { ErasedCount, Transaction } from '#messaging';

/** Answers without those that the respondent wrote. */
const WITHOUT_TEXTS = `(
  SELECT jsonb_agg(answer ORDER BY place) FROM jsonb_array_elements(answers) WITH ORDINALITY AS given (answer, place)
  WHERE answer ->> 'kind' <> 'text')`;
const HAS_TEXT = `(comment IS NOT NULL OR answers @> '[{"kind": "text"}]')`;

const BLANK: Readonly<Record<string, string>> = {
  responses: `UPDATE responses SET comment = NULL, answers = ${WITHOUT_TEXTS}
    WHERE contact_id = ANY ($1::text[]) AND ${HAS_TEXT} RETURNING contact_id`,
  formerRevisions: `UPDATE former_revisions f SET comment = NULL, answers = ${WITHOUT_TEXTS}
    FROM (SELECT response_id, contact_id FROM responses WHERE contact_id = ANY ($1::text[])) r
    WHERE r.response_id = f.response_id AND ${HAS_TEXT} RETURNING r.contact_id`,
};

/** Takes everything out of contacts' responses that they wrote; the scores and what they chose stay. */
export async function blankResponses(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
  const counts = Object.entries(BLANK).map(([kind, sql]) =>
    transaction.query<ErasedCount>(
      `WITH blanked AS (${sql})
       SELECT contact_id AS "contactId", $2 AS kind, count(*)::int AS count FROM blanked GROUP BY 1`,
      [contactIds, kind],
    ),
  );
  return (await Promise.all(counts)).flat();
}
