import type { ErasedCount, Transaction } from '#messaging';

/** Answers without those that the respondent wrote. */
const WITHOUT_TEXTS = `(
  SELECT jsonb_agg(answer ORDER BY place) FROM jsonb_array_elements(answers) WITH ORDINALITY AS given (answer, place)
  WHERE answer ->> 'kind' <> 'text')`;
/** A rule gives a word as its reason, a person writes one. */
const WITHOUT_WORDS = `CASE WHEN state_reason ~ '^[a-z_]+$' THEN state_reason END`;
const HAS_TEXT = `(comment IS NOT NULL OR answers @> '[{"kind": "text"}]' OR state_reason !~ '^[a-z_]+$')`;

const BLANK: Readonly<Record<string, string>> = {
  // Some systems take an address for an id.
  responses: `UPDATE responses SET comment = NULL, answers = ${WITHOUT_TEXTS}, state_reason = ${WITHOUT_WORDS},
      external_id = CASE WHEN external_id NOT LIKE '%@%' THEN external_id END
    WHERE contact_id = ANY ($1::text[]) AND (${HAS_TEXT} OR external_id LIKE '%@%') RETURNING contact_id`,
  formerRevisions: `UPDATE former_revisions f
    SET comment = NULL, answers = ${WITHOUT_TEXTS}, state_reason = ${WITHOUT_WORDS}
    FROM (SELECT response_id, contact_id FROM responses WHERE contact_id = ANY ($1::text[])) r
    WHERE r.response_id = f.response_id AND ${HAS_TEXT} RETURNING r.contact_id`,
};

/** Takes everything out of contacts' responses that they wrote, or that was written of them; the scores and what they chose stay. */
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
