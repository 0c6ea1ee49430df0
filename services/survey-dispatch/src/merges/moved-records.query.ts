import type { MergedId, Transaction } from '#messaging';
import { merges, PAIRS } from './pairs.query.js';

/** Has everything that is kept under merged contacts' ids be the survivors'; the budgets are merged elsewhere. */
export async function moveContactRecords(
  transaction: Transaction,
  pairs: readonly MergedId[],
  now: Date,
): Promise<void> {
  // In this order: invitations are found by the decisions, as long as those have the former id.
  for (const sql of OF_CONTACTS) await transaction.query(sql, merges.values(pairs));
  await transaction.query(
    `UPDATE waiting_journey_events w SET contact_id = m.survivor_id, look_at = least(w.look_at, greatest($${merges.next}::timestamptz, w.not_before)),
       data = jsonb_set(data, '{contactId}', to_jsonb(m.survivor_id))
     FROM ${PAIRS} WHERE w.contact_id = m.merged_id`,
    [...merges.values(pairs), now.toISOString()],
  );
}

/** Has what is kept under merged accounts' ids be the survivors'; asks that wait are taken for them when they are decided. */
export async function moveAccountRecords(transaction: Transaction, pairs: readonly MergedId[]): Promise<void> {
  const ids = [...new Set(pairs.flatMap(({ id, survivorId }) => [id, survivorId]))].sort();
  // As whoever asks somebody of an account does: one after the other.
  await transaction.query(
    `INSERT INTO account_budget AS b (account_id) SELECT unnest($1::text[])
     ON CONFLICT (account_id) DO UPDATE SET changes = b.changes + 1, counted_since = NULL`,
    [ids],
  );
  for (const sql of OF_ACCOUNTS) await transaction.query(sql, merges.values(pairs));
}

const OF_CONTACTS = [
  `UPDATE invitations i SET contact_id = m.survivor_id
   FROM ${PAIRS} JOIN decisions d ON d.contact_id = m.merged_id AND d.outcome = 'asked'
   WHERE i.invitation_id = d.decision_id`,
  `UPDATE deferred_asks a SET contact_id = m.survivor_id,
     data = jsonb_set(data, '{contactId}', to_jsonb(m.survivor_id))
   FROM ${PAIRS} WHERE a.contact_id = m.merged_id`,
  `UPDATE decisions d SET contact_id = m.survivor_id FROM ${PAIRS} WHERE d.contact_id = m.merged_id`,
  `DELETE FROM contacts c USING ${PAIRS} WHERE c.contact_id = m.merged_id`,
];

const OF_ACCOUNTS = [
  `UPDATE decisions d SET account_id = m.survivor_id FROM ${PAIRS} WHERE d.account_id = m.merged_id`,
  // A snapshot that says the same comes as well.
  `UPDATE contacts c SET account_id = m.survivor_id FROM ${PAIRS} WHERE c.account_id = m.merged_id`,
  `DELETE FROM accounts a USING ${PAIRS} WHERE a.account_id = m.merged_id`,
];
