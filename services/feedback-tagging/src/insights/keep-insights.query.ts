import { rowSet, type Transaction } from '#messaging';
import type { Tagged } from './tagging.rules.js';

/** A text of a revision, and what was found in it; null where the text was taken back. */
export interface ReadText {
  /** Used where the source has no insight yet. */
  readonly newId: string;
  readonly source: string;
  readonly sourceId: string;
  /** The follow-up question that the text answers; absent for a comment. */
  readonly questionId?: string;
  readonly revision: number;
  /** Absent where nobody known wrote it. */
  readonly contactId?: string;
  readonly accountId?: string;
  /** What it is, where it is a feedback item. */
  readonly feedbackKind?: string;
  readonly day: string;
  readonly tagged: Tagged | null;
}

/** A row that was made or moved on to a later revision. */
export interface KeptInsight {
  readonly insightId: string;
  readonly source: string;
  readonly sourceId: string;
  readonly questionId: string | null;
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
const foundIn = ({ tagged }: ReadText) => tagged ?? NOTHING;

const READ = rowSet<ReadText>({
  insight_id: ['uuid', (it) => it.newId],
  source: ['text', (it) => it.source],
  source_id: ['text', (it) => it.sourceId],
  question_id: ['text', (it) => it.questionId],
  source_revision: ['int', (it) => it.revision],
  withdrawn: ['boolean', (it) => it.tagged === null],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  feedback_kind: ['text', (it) => it.feedbackKind],
  day: ['date', (it) => it.day],
  comment: ['text', (it) => foundIn(it).comment],
  language: ['text', (it) => foundIn(it).language],
  sentiment: ['text', (it) => foundIn(it).sentiment],
  sentiment_score: ['double precision', (it) => foundIn(it).sentimentScore],
  taxonomy_version: ['text', (it) => foundIn(it).taxonomyVersion],
  rules_version: ['text', (it) => foundIn(it).rulesVersion],
});

/**
 * Keeps one insight per text, as of its last revision; a stale or repeated revision is left out of the answer. A text
 * keeps its insight's id. Of one that was taken back only its source and revision stay.
 */
export function keepInsights(
  transaction: Transaction,
  texts: readonly ReadText[],
  foundAt: Date,
): Promise<KeptInsight[]> {
  const themes = JSON.stringify(texts.map((text) => foundIn(text).themes));
  return transaction.query<KeptInsight>(KEEP, [...READ.values(texts), themes, foundAt]);
}

/** In the order of the sources, so that instances that share rows cannot wait for each other in a circle. */
const KEEP = `
  INSERT INTO insights AS kept (${READ.names}, themes, found_at)
  SELECT *, $${READ.next + 1}::timestamptz FROM ROWS FROM (
    unnest(${READ.arrays}), jsonb_array_elements($${READ.next}::jsonb)
  ) AS text_read (${READ.names}, themes)
  ORDER BY source_id, source, question_id
  ON CONFLICT (source_id, source, question_id) DO UPDATE SET
    source_revision = excluded.source_revision, withdrawn = excluded.withdrawn, account_id = excluded.account_id,
    contact_id = coalesce(excluded.contact_id, kept.contact_id), feedback_kind = excluded.feedback_kind,
    day = excluded.day, comment = excluded.comment, language = excluded.language, sentiment = excluded.sentiment,
    sentiment_score = excluded.sentiment_score, themes = excluded.themes,
    taxonomy_version = excluded.taxonomy_version, rules_version = excluded.rules_version, found_at = excluded.found_at
  WHERE kept.source_revision < excluded.source_revision
  RETURNING insight_id AS "insightId", source, source_id AS "sourceId", question_id AS "questionId"`;

/** What is kept of a response: a text of it, and the revision from which that was read. */
export interface KnownText {
  readonly sourceId: string;
  readonly questionId: string | null;
  readonly revision: number;
  readonly withdrawn: boolean;
}

/** What is kept of these responses. */
export function readKnownTexts(transaction: Transaction, responseIds: readonly string[]): Promise<KnownText[]> {
  return transaction.query<KnownText>(
    `SELECT source_id AS "sourceId", question_id AS "questionId", source_revision AS revision, withdrawn
     FROM insights WHERE source_id = ANY ($1::text[])`,
    [responseIds],
  );
}
