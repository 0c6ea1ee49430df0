import { anyOf, rowSet, type Transaction } from '#messaging';
import type { BudgetPolicy } from './budget-policy.rules.js';
import type { ContactBudget, Scope } from './contact-budget.rules.js';

/** A contact whom somebody wants to ask, and when. */
export interface Ask {
  readonly contactId: string;
  /** RFC 3339. */
  readonly dueAt: string;
  readonly scope: Scope;
}

const asked = rowSet<Ask>({
  contact_id: ['text', (ask) => ask.contactId],
  due_at: ['timestamptz', (ask) => ask.dueAt],
  relationship: ['boolean', (ask) => ask.scope === 'relationship'],
});

// Who was granted is named only where somebody was refused; nearly always nobody is.
const COMPARE_AND_SET = `
  WITH granted AS (INSERT INTO contact_budget AS b (contact_id, last_asked_at, last_relationship_at, last_touchpoint_at)
  SELECT contact_id, due_at, CASE WHEN relationship THEN due_at END, CASE WHEN NOT relationship THEN due_at END
  FROM (SELECT unnest($1::text[]) AS contact_id, unnest($2::timestamptz[]) AS due_at, unnest($3::boolean[]) AS relationship) a
  ON CONFLICT (contact_id) DO UPDATE SET last_asked_at = excluded.last_asked_at,
    last_relationship_at = coalesce(excluded.last_relationship_at, b.last_relationship_at),
    last_touchpoint_at = coalesce(excluded.last_touchpoint_at, b.last_touchpoint_at)
  WHERE b.blocked IS NULL
    AND (b.last_asked_at IS NULL OR b.last_asked_at <= excluded.last_asked_at - make_interval(hours => $4))
    AND (excluded.last_relationship_at IS NULL OR b.last_relationship_at IS NULL
      OR b.last_relationship_at <= excluded.last_relationship_at - make_interval(hours => $5))
    AND (excluded.last_touchpoint_at IS NULL OR b.last_touchpoint_at IS NULL
      OR b.last_touchpoint_at <= excluded.last_touchpoint_at - make_interval(hours => $6))
  RETURNING contact_id)
  SELECT array_agg(contact_id) AS "contactIds" FROM granted HAVING count(*) < cardinality($1::text[])`;

/**
 * Takes the budget of contacts, each of them once, by compare-and-set: whoever else asks at the same time, on whatever
 * instance, one of them is refused.
 * @returns who was refused, with the budget that refused
 */
export async function takeContactBudget(
  transaction: Transaction,
  policy: BudgetPolicy,
  asks: readonly Ask[],
): Promise<Map<string, ContactBudget>> {
  if (asks.length === 0) return new Map();
  // In the order of the ids, so that chunks that share contacts cannot wait for each other in a circle.
  const rows = [...asks].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const [granted] = await transaction.query<{ contactIds: string[] | null }>(COMPARE_AND_SET, [
    ...asked.values(rows),
    policy.allDays * 24,
    policy.relationshipDays * 24,
    policy.touchpointDays * 24,
  ]);
  if (!granted) return new Map();
  const mine = new Set(granted.contactIds);
  return readContactBudgets(
    transaction,
    rows.flatMap(({ contactId }) => (mine.has(contactId) ? [] : [contactId])),
  );
}

const epoch = (column: string, name: string) => `date_part('epoch', ${column}) * 1000 AS "${name}"`;

/** The budgets of these contacts, by id; whom nobody asked or blocked is absent. */
export async function readContactBudgets(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<Map<string, ContactBudget>> {
  const rows = await transaction.query<ContactBudget & { contactId: string }>(
    `SELECT contact_id AS "contactId", ${epoch('last_asked_at', 'lastAskedAt')},
       ${epoch('last_relationship_at', 'lastRelationshipAt')}, ${epoch('last_touchpoint_at', 'lastTouchpointAt')}, blocked
     FROM contact_budget WHERE contact_id = ${anyOf('$1')}`,
    [contactIds],
  );
  return new Map(rows.map((row) => [row.contactId, row]));
}
