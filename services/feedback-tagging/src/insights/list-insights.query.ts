import type { DataSource } from 'typeorm';
import type { Insight } from './insight.entity.js';

/** Which insights; what is absent excludes none. */
export interface InsightFilter {
  /** `response`, `answer` or `feedback`. */
  readonly source?: string;
  /** Feedback items of this kind. */
  readonly feedbackKind?: string;
  readonly sourceId?: string;
  /** The follow-up question that was answered. */
  readonly questionId?: string;
  /** Id of a theme, without its children. */
  readonly theme?: string;
  readonly sentiment?: string;
  readonly language?: string;
  /** Id of the last insight of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Insights, the first found last. */
export function listInsights(
  dataSource: DataSource,
  { source, feedbackKind, sourceId, questionId, theme, sentiment, language, cursor, limit }: InsightFilter,
): Promise<Omit<Insight, 'withdrawn'>[]> {
  return dataSource.query(
    `SELECT insight_id AS "insightId", source, source_id AS "sourceId", question_id AS "questionId", source_revision AS "sourceRevision",
       feedback_kind AS "feedbackKind", contact_id AS "contactId", account_id AS "accountId", day::text, comment, language, sentiment,
       sentiment_score AS "sentimentScore", themes, taxonomy_version AS "taxonomyVersion",
       rules_version AS "rulesVersion", found_at AS "foundAt"
     FROM insights
     WHERE NOT withdrawn
       AND ($2::uuid IS NULL OR insight_id < $2)
       AND ($3::text IS NULL OR source_id = $3)
       AND ($4::text IS NULL OR sentiment = $4)
       AND ($5::text IS NULL OR language = $5)
       AND ($6::text IS NULL OR insight_id IN (SELECT insight_id FROM insight_themes WHERE theme = $6))
       AND ($7::text IS NULL OR question_id = $7)
       AND ($8::text IS NULL OR source = $8)
       AND ($9::text IS NULL OR feedback_kind = $9)
     ORDER BY insight_id DESC LIMIT $1`,
    [limit, cursor, sourceId, sentiment, language, theme, questionId, source, feedbackKind].map((it) => it ?? null),
  );
}
