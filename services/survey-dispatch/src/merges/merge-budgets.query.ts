import type { MergedId, Transaction } from '#messaging';
import { merges, PAIRS } from './pairs.query.js';

/** When somebody was reminded, or got a late mail, last; in epoch milliseconds. */
export interface LastContacting {
  readonly contactId: string;
  readonly at: number;
}

/**
 * Holds the budgets of contacts until the transaction ends: whoever asks one of them at the same moment comes after it.
 * @returns when each of them was contacted last other than by being asked
 */
export async function holdBudgets(transaction: Transaction, contactIds: readonly string[]): Promise<LastContacting[]> {
  const ids = [...contactIds].sort();
  // A row that is not there cannot be held.
  await transaction.query(`INSERT INTO contact_budget (contact_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`, [
    ids,
  ]);
  const held = await transaction.query<LastContacting>(
    `SELECT contact_id AS "contactId", (extract(epoch FROM last_contacted_at) * 1000)::float8 AS at FROM contact_budget
     WHERE contact_id = ANY ($1::text[]) ORDER BY contact_id FOR UPDATE`,
    [ids],
  );
  return held.filter(({ at }) => at !== null);
}

/**
 * Merges the held budgets of merged contacts into their survivors', each to what is stricter: the later times, and a block of
 * either. Nobody is ever asked under a merged id again.
 */
export async function mergeBudgets(transaction: Transaction, pairs: readonly MergedId[]): Promise<void> {
  await transaction.query(TAKE_OVER, merges.values(pairs));
  await transaction.query(
    `UPDATE contact_budget SET last_asked_at = NULL, last_relationship_at = NULL, last_touchpoint_at = NULL,
       last_contacted_at = NULL, reminders = 0, blocked = CASE WHEN blocked = 'erased' THEN blocked ELSE 'merged' END
     WHERE contact_id = ANY ($1::text[])`,
    [pairs.map(({ id }) => id)],
  );
}

const TAKE_OVER = `
  UPDATE contact_budget s SET last_asked_at = greatest(s.last_asked_at, t.last_asked_at),
    last_relationship_at = greatest(s.last_relationship_at, t.last_relationship_at),
    last_touchpoint_at = greatest(s.last_touchpoint_at, t.last_touchpoint_at),
    last_contacted_at = greatest(s.last_contacted_at, t.last_contacted_at), reminders = s.reminders + t.reminders,
    blocked = CASE WHEN t.erased THEN 'erased' ELSE coalesce(s.blocked, t.blocked) END,
    blocked_at = coalesce(s.blocked_at, t.blocked_at)
  FROM (
    SELECT m.survivor_id, max(b.last_asked_at) AS last_asked_at, max(b.last_relationship_at) AS last_relationship_at,
      max(b.last_touchpoint_at) AS last_touchpoint_at, max(b.last_contacted_at) AS last_contacted_at,
      sum(b.reminders)::int AS reminders, max(b.blocked) FILTER (WHERE b.blocked <> 'merged') AS blocked,
      max(b.blocked_at) FILTER (WHERE b.blocked <> 'merged') AS blocked_at,
      bool_or(b.blocked IS NOT DISTINCT FROM 'erased') AS erased
    FROM ${PAIRS} JOIN contact_budget b ON b.contact_id = m.merged_id GROUP BY m.survivor_id
  ) t WHERE s.contact_id = t.survivor_id`;
