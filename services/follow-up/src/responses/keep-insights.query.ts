import { rowSet, type Transaction } from '#messaging';
import type { Insight } from './insight.rules.js';

/** The insight into one revision of a response. */
export interface FoundInsight extends Insight {
  readonly sourceId: string;
  readonly sourceRevision: number;
  readonly contactId: string;
  readonly language: string;
}

/** A response whose insight was newer than the stored one. */
export interface KeptInsight {
  readonly responseId: string;
  /** The revision that the stored insight had read before; 0 where there was none. */
  readonly storedRevision: number;
}

/**
 * Keeps insights that are newer than the stored ones; the others are left out of the answer. The rows stay locked
 * against the case that may be opened now.
 * @param insights at most one of each response, in the order of the ids
 */
export function keepInsights(transaction: Transaction, insights: readonly FoundInsight[]): Promise<KeptInsight[]> {
  return transaction.query<KeptInsight>(KEEP_INSIGHTS, INSIGHTS.values(insights));
}

const INSIGHTS = rowSet<FoundInsight>({
  response_id: ['text', (it) => it.sourceId],
  contact_id: ['text', (it) => it.contactId],
  insight_revision: ['int', (it) => it.sourceRevision],
  language: ['text', (it) => it.language],
  sentiment: ['text', (it) => it.sentiment],
  themes: ['jsonb', (it) => it.themes],
});

const KEEP_INSIGHTS = `
  INSERT INTO response_facts AS facts (${INSIGHTS.names})
  SELECT * FROM unnest(${INSIGHTS.arrays})
  ON CONFLICT (response_id) DO UPDATE
    SET insight_revision = excluded.insight_revision, insight_revision_before = facts.insight_revision,
        language = excluded.language, sentiment = excluded.sentiment, themes = excluded.themes
    WHERE facts.insight_revision < excluded.insight_revision
  RETURNING response_id AS "responseId", insight_revision_before AS "storedRevision"`;
