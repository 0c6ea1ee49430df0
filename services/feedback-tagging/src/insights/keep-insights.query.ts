import type { Transaction } from '#messaging';
import type { Tagged } from './tagging.rules.js';

/** A text of a revision, and what was found in it; null where the text was taken back. */
export interface ReadText {
  /** Used where the source has no insight yet. */
  readonly newId: string;
  readonly source: string;
  readonly sourceId: string;
  readonly revision: number;
  readonly contactId: string;
  readonly accountId?: string;
  readonly day: string;
  readonly tagged: Tagged | null;
}

/** A row that was made or moved on to a later revision. */
export interface KeptInsight {
  readonly insightId: string;
  readonly source: string;
  readonly sourceId: string;
}

/**
 * Keeps one insight per source, as of its last revision; a stale or repeated revision is left out of the answer. A
 * source keeps its insight's id. Of a text that was taken back only its source and revision stay.
 */
export function keepInsights(
  transaction: Transaction,
  texts: readonly ReadText[],
  foundAt: Date,
): Promise<KeptInsight[]> {
  const found = texts.map(({ tagged }) => tagged ?? NOTHING);
  return transaction.query<KeptInsight>(KEEP, [
    texts.map(({ newId }) => newId),
    texts.map(({ source }) => source),
    texts.map(({ sourceId }) => sourceId),
    texts.map(({ revision }) => revision),
    texts.map(({ tagged }) => tagged === null),
    texts.map(({ contactId }) => contactId),
    texts.map(({ accountId }) => accountId ?? null),
    texts.map(({ day }) => day),
    found.map(({ comment }) => comment),
    found.map(({ language }) => language),
    found.map(({ sentiment }) => sentiment),
    found.map(({ sentimentScore }) => sentimentScore),
    found.map(({ taxonomyVersion }) => taxonomyVersion),
    found.map(({ rulesVersion }) => rulesVersion),
    JSON.stringify(found.map(({ themes }) => themes)),
    foundAt,
  ]);
}

const NOTHING: Omit<Tagged, 'evidence'> = {
  comment: '',
  language: 'und',
  sentiment: 'neutral',
  sentimentScore: 0,
  themes: [],
  taxonomyVersion: '',
  rulesVersion: '',
};

const COLUMNS = `insight_id, source, source_id, source_revision, withdrawn, contact_id, account_id, day, comment, language,
  sentiment, sentiment_score, taxonomy_version, rules_version, themes`;

/** In the order of the sources, so that instances that share rows cannot wait for each other in a circle. */
const KEEP = `
  INSERT INTO insights AS kept (${COLUMNS}, found_at)
  SELECT *, $16::timestamptz FROM ROWS FROM (
    unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::boolean[], $6::text[], $7::text[], $8::date[],
      $9::text[], $10::text[], $11::text[], $12::double precision[], $13::text[], $14::text[]),
    jsonb_array_elements($15::jsonb)
  ) AS text_read (${COLUMNS})
  ORDER BY source_id, source
  ON CONFLICT (source_id, source) DO UPDATE SET
    source_revision = excluded.source_revision, withdrawn = excluded.withdrawn, account_id = excluded.account_id,
    day = excluded.day, comment = excluded.comment, language = excluded.language, sentiment = excluded.sentiment,
    sentiment_score = excluded.sentiment_score, themes = excluded.themes,
    taxonomy_version = excluded.taxonomy_version, rules_version = excluded.rules_version, found_at = excluded.found_at
  WHERE kept.source_revision < excluded.source_revision
  RETURNING insight_id AS "insightId", source, source_id AS "sourceId"`;
