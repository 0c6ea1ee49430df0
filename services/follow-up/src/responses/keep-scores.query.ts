import { rowSet, type Transaction } from '#messaging';
import type { AccountValue } from '../accounts/account.rules.js';
import type { OwnerCandidates } from '../queues/owner.rules.js';
import type { Insight } from './insight.rules.js';

/** The score of one revision of a response. */
export interface ScoredRevision {
  readonly responseId: string;
  readonly revision: number;
  readonly contactId: string;
  readonly accountId?: string;
  readonly score: number;
  readonly category: string;
}

/** A response whose score was newer than the stored one, with all that decides what follows. */
export interface KeptScore extends AccountValue, OwnerCandidates {
  readonly responseId: string;
  /** The scored revision that was stored before; 0 where there was none. */
  readonly storedRevision: number;
  readonly accountId: string | null;
  readonly role: string | null;
  readonly insight: Insight | null;
}

/**
 * Keeps scores that are newer than the stored ones, and reads what is known around them; the others are left out of the
 * answer. The rows stay locked against the insight that may arrive now.
 * @param scores at most one of each response, in the order of the ids
 */
export function keepScores(transaction: Transaction, scores: readonly ScoredRevision[]): Promise<KeptScore[]> {
  return transaction.query<KeptScore>(KEEP_SCORES, SCORES.values(scores));
}

const SCORES = rowSet<ScoredRevision>({
  response_id: ['text', (it) => it.responseId],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  revision: ['int', (it) => it.revision],
  score: ['int', (it) => it.score],
  category: ['text', (it) => it.category],
});

const KEEP_SCORES = `
  WITH given AS (
    SELECT * FROM unnest(${SCORES.arrays}) AS given (${SCORES.names})
  ), kept AS (
    INSERT INTO response_facts AS facts (response_id, contact_id, score_revision, score, category)
    SELECT response_id, contact_id, revision, score, category FROM given
    ON CONFLICT (response_id) DO UPDATE
      SET score_revision = excluded.score_revision, score_revision_before = facts.score_revision,
          score = excluded.score, category = excluded.category
      WHERE facts.score_revision < excluded.score_revision
    RETURNING response_id, score_revision_before, insight_revision, sentiment, themes
  )
  SELECT kept.response_id AS "responseId",
         kept.score_revision_before AS "storedRevision",
         coalesce(given.account_id, contact.account_id) AS "accountId",
         contact.role,
         account.arr,
         account.renewal_date::text AS "renewalDate",
         account.lifecycle,
         account.owner_csm AS "ownerCsm",
         by_segment.queue AS "segmentQueue",
         by_default.queue AS "defaultQueue",
         CASE WHEN kept.insight_revision > 0
           THEN jsonb_build_object('sentiment', kept.sentiment, 'themes', kept.themes) END AS insight
    FROM kept
    JOIN given USING (response_id)
    LEFT JOIN contacts AS contact ON contact.contact_id = given.contact_id
    LEFT JOIN accounts AS account ON account.account_id = coalesce(given.account_id, contact.account_id)
    LEFT JOIN queues AS by_segment ON by_segment.segment = account.segment
    LEFT JOIN queues AS by_default ON by_default.segment = 'default'`;
