import type { Transaction } from '#messaging';
import { QUARANTINE_HOURS } from './decide.rules.js';

/** A contact whom somebody wants to ask, and when. */
export interface Ask {
  readonly contactId: string;
  /** RFC 3339. */
  readonly dueAt: string;
}

const COMPARE_AND_SET = `
  INSERT INTO contact_budget (contact_id, last_asked_at)
  SELECT unnest($1::text[]), unnest($2::timestamptz[])
  ON CONFLICT (contact_id) DO UPDATE SET last_asked_at = excluded.last_asked_at
  WHERE contact_budget.last_asked_at <= excluded.last_asked_at - interval '${QUARANTINE_HOURS} hours'
  RETURNING contact_id`;

/**
 * Takes the budget of contacts, each of them once, by compare-and-set: whoever else asks at the same time, on whatever
 * instance, one of them is refused.
 * @returns who was refused, and when they were asked last, in epoch milliseconds
 */
export async function takeContactBudget(transaction: Transaction, asks: readonly Ask[]): Promise<Map<string, number>> {
  if (asks.length === 0) return new Map();
  // In the order of the ids, so that chunks that share contacts cannot wait for each other in a circle.
  const rows = [...asks].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const granted = await transaction.query<{ contact_id: string }>(COMPARE_AND_SET, [
    rows.map((ask) => ask.contactId),
    rows.map((ask) => ask.dueAt),
  ]);
  if (granted.length === rows.length) return new Map();
  const mine = new Set(granted.map((row) => row.contact_id));
  const refused = await transaction.query<{ contactId: string; lastAskedAt: number }>(
    `SELECT contact_id AS "contactId", (extract(epoch FROM last_asked_at) * 1000)::float8 AS "lastAskedAt"
     FROM contact_budget WHERE contact_id = ANY ($1::text[])`,
    [rows.flatMap(({ contactId }) => (mine.has(contactId) ? [] : [contactId]))],
  );
  return new Map(refused.map(({ contactId, lastAskedAt }) => [contactId, lastAskedAt]));
}
