import { rowSet, type Transaction } from '#messaging';
import { doesCount, type Scored } from './response.rules.js';

/** A response whose row was made or moved on: what it counts as now, what it counted as before, and where. */
export interface ScoreChange {
  readonly responseId: string;
  /** Null for a response that does not count. */
  readonly score: number | null;
  /** Null for a response that did not count before. */
  readonly previousScore: number | null;
  readonly day: string;
  readonly touchpoint: string;
  readonly segment: string;
}

/**
 * Keeps responses as of their last revision, one row each; a stale or repeated revision is left out of the answer.
 * A response counts where its first scoring put it: a revision moves its score, not its day, touchpoint or segment.
 */
export function keepScores(
  transaction: Transaction,
  responses: readonly Scored[],
  scoredAt: Date,
): Promise<ScoreChange[]> {
  return transaction.query<ScoreChange>(KEEP, [...RESPONSES.values(responses), scoredAt]);
}

const RESPONSES = rowSet<Scored>({
  response_id: ['text', (it) => it.responseId],
  revision: ['int', (it) => it.revision],
  score: ['smallint', (it) => it.score],
  category: ['text', (it) => it.category],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  invitation_id: ['text', (it) => it.invitationId],
  day: ['date', (it) => it.day],
  touchpoint: ['text', (it) => it.touchpoint],
  answered_at: ['timestamptz', (it) => it.answeredAt],
  counts: ['boolean', doesCount],
});

/** The row itself hands out its previous score: between a read before and the write, another instance could move it. */
const KEEP = `
  INSERT INTO scored_responses AS kept (${RESPONSES.names}, segment, scored_at)
  SELECT incoming.*, coalesce(accounts.segment, ''), $${RESPONSES.next}
  FROM unnest(${RESPONSES.arrays}) AS incoming (${RESPONSES.names})
  LEFT JOIN accounts USING (account_id)
  ORDER BY response_id
  ON CONFLICT (response_id) DO UPDATE SET
    revision = excluded.revision, score = excluded.score, counts = excluded.counts,
    previous_score = CASE WHEN kept.counts THEN kept.score END, category = excluded.category,
    account_id = excluded.account_id, scored_at = excluded.scored_at
  WHERE kept.revision < excluded.revision
  RETURNING response_id AS "responseId", CASE WHEN counts THEN score END AS score, previous_score AS "previousScore",
    day::text, touchpoint, segment`;
