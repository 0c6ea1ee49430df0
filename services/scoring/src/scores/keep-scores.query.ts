import type { Transaction } from '#messaging';
import type { Scored } from './response.rules.js';

/** A response whose row was made or moved on: what it counts as now, what it counted as before, and where. */
export interface ScoreChange {
  readonly responseId: string;
  readonly score: number;
  /** Null for a response that was not counted before. */
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
  return transaction.query<ScoreChange>(KEEP, [
    responses.map((it) => it.responseId),
    responses.map((it) => it.revision),
    responses.map((it) => it.score),
    responses.map((it) => it.category),
    responses.map((it) => it.contactId),
    responses.map((it) => it.accountId ?? null),
    responses.map((it) => it.invitationId ?? null),
    responses.map((it) => it.day),
    responses.map((it) => it.touchpoint),
    responses.map((it) => it.answeredAt),
    scoredAt,
  ]);
}

/** The row itself hands out its previous score: between a read before and the write, another instance could move it. */
const KEEP = `
  INSERT INTO scored_responses AS kept (response_id, revision, score, category, contact_id, account_id, invitation_id,
    day, touchpoint, answered_at, segment, scored_at)
  SELECT incoming.*, coalesce(accounts.segment, ''), $11
  FROM unnest($1::text[], $2::int[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::date[], $9::text[], $10::timestamptz[])
    AS incoming (response_id, revision, score, category, contact_id, account_id, invitation_id, day, touchpoint, answered_at)
  LEFT JOIN accounts USING (account_id)
  ORDER BY response_id
  ON CONFLICT (response_id) DO UPDATE SET
    revision = excluded.revision, score = excluded.score, previous_score = kept.score, category = excluded.category,
    account_id = excluded.account_id, scored_at = excluded.scored_at
  WHERE kept.revision < excluded.revision
  RETURNING response_id AS "responseId", score, previous_score AS "previousScore",
    day::text, touchpoint, segment`;
