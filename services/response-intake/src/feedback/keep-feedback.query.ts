import { rowSet, type Transaction } from '#messaging';
import type { FeedbackItem } from './feedback-change.rules.js';

/** The columns of `feedback_items` under the names of FeedbackItem. */
export const FEEDBACK_COLUMNS = `feedback_id AS "feedbackId", revision, source, external_id AS "externalId", kind, text, title,
  contact_id AS "contactId", account_id AS "accountId", language, url, written_at AS "writtenAt",
  source_updated_at AS "updatedAt", revised_at AS "revisedAt", removed,
  CASE WHEN rating IS NOT NULL THEN
    jsonb_build_object('value', rating, 'lowest', rating_lowest, 'highest', rating_highest) END AS rating`;

const ITEMS = rowSet<FeedbackItem>({
  feedback_id: ['uuid', (it) => it.feedbackId],
  source: ['text', (it) => it.source],
  external_id: ['text', (it) => it.externalId],
  revision: ['int', (it) => it.revision],
  kind: ['text', (it) => it.kind],
  text: ['text', (it) => it.text],
  title: ['text', (it) => it.title],
  contact_id: ['text', (it) => it.contactId],
  account_id: ['text', (it) => it.accountId],
  rating: ['double precision', (it) => it.rating?.value],
  rating_lowest: ['double precision', (it) => it.rating?.lowest],
  rating_highest: ['double precision', (it) => it.rating?.highest],
  language: ['text', (it) => it.language],
  url: ['text', (it) => it.url],
  written_at: ['timestamptz', (it) => it.writtenAt],
  source_updated_at: ['timestamptz', (it) => it.updatedAt],
  revised_at: ['timestamptz', (it) => it.revisedAt],
  removed: ['text', (it) => it.removed],
});

/**
 * The items under these sources and ids as they are, each once and held until the transaction ends; what is not kept yet is
 * kept as it is given, so that nobody else makes it meanwhile. In one order, so that nobody waits in a circle.
 */
export async function claimFeedback(transaction: Transaction, fresh: readonly FeedbackItem[]): Promise<FeedbackItem[]> {
  const [, rows] = await Promise.all([
    transaction.query(
      `INSERT INTO feedback_items (${ITEMS.names}) SELECT * FROM unnest(${ITEMS.arrays}) AS fresh (${ITEMS.names})
       ORDER BY source COLLATE "C", external_id COLLATE "C" ON CONFLICT DO NOTHING`,
      ITEMS.values(fresh),
    ),
    transaction.query<FeedbackItem>(
      `SELECT ${FEEDBACK_COLUMNS} FROM feedback_items
       WHERE (source, external_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       ORDER BY source, external_id FOR UPDATE`,
      [fresh.map(({ source }) => source), fresh.map(({ externalId }) => externalId)],
    ),
  ]);
  return rows;
}

/** Keeps items that were claimed as they are now. */
export function updateFeedback(transaction: Transaction, items: readonly FeedbackItem[]): Promise<unknown> {
  const set = ITEMS.names
    .split(', ')
    .slice(3)
    .map((name) => `${name} = n.${name}`);
  return transaction.query(
    `UPDATE feedback_items f SET ${set.join(', ')} FROM unnest(${ITEMS.arrays}) AS n (${ITEMS.names})
     WHERE f.feedback_id = n.feedback_id`,
    ITEMS.values(items),
  );
}
