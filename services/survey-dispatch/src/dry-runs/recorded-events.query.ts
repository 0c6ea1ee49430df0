import type { Transaction } from '#messaging';
import { firstIdAt, timeOfId } from '../decisions/decision-id.rules.js';
import { inSlice, sliceParameters } from './in-slice.query.js';
import type { EarlierAsk, Happening } from './replay.rules.js';
import type { Roaming, Slice } from './slices.rules.js';

import type { Period } from './timed-events.rules.js';

/** Contacts of several accounts beyond these are replayed apart in each of their accounts. */
const MOST_ROAMING = 100_000;
/** Of the few statements that look at a whole period at once. */
const LONG_STATEMENT = `SET LOCAL statement_timeout = '10min'`;

/** Has each page read by one process of Postgres alone: to start others, or to compile, would cost more than the page. */
export async function inSmallSteps(transaction: Transaction): Promise<void> {
  await transaction.query(
    `SELECT set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)`,
  );
}

/** A decision that was really made, with the event that it was made on. */
export interface RecordedDecision {
  readonly decisionId: string;
  readonly id: string;
  readonly source: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly touchpoint: string;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly programId: string | null;
  readonly outcome: string;
  readonly reason: string;
  /** When what was deferred came to its end, in epoch milliseconds. */
  readonly settledAt: number | null;
}

/** Where to read on: behind this decision's id. */
export interface Place {
  readonly after: string;
  readonly until: number;
  readonly limit: number;
}

/** The next decisions of a slice's contacts, in the order in which they were made: a range of the primary key. */
export function readRecorded(
  transaction: Transaction,
  slice: Slice,
  { after, until, limit }: Place,
): Promise<RecordedDecision[]> {
  return transaction.query<RecordedDecision>(
    `SELECT d.decision_id AS "decisionId", d.journey_event_id AS id, d.journey_event_source AS source,
       d.contact_id AS "contactId", d.account_id AS "accountId", d.touchpoint, d.attributes, d.program_id AS "programId",
       d.outcome, d.reason, (extract(epoch FROM d.settled_at) * 1000)::float8 AS "settledAt"
     FROM decisions d WHERE d.decision_id > $1 AND d.decision_id < $2 AND ${inSlice(slice, 'd', 4)}
     ORDER BY d.decision_id LIMIT $3`,
    [after, firstIdAt(until), limit, ...sliceParameters(slice)],
  );
}

/** The events of decisions, each once, with the decisions that were made on it. */
export function happeningsOf(decisions: readonly RecordedDecision[]): Happening[] {
  const happenings = new Map<string, Happening & { decisionIds: Record<string, string> }>();
  const all: Happening[] = [];
  for (const { decisionId, id, source, contactId, accountId, touchpoint, attributes, programId } of decisions) {
    const at = timeOfId(decisionId);
    const key = `${source} ${id}`;
    const known = happenings.get(key);
    let happening = known?.at === at ? known : undefined;
    if (!happening) {
      const data = { contactId, touchpoint, ...(accountId && { accountId }), ...(attributes && { attributes }) };
      happening = { at, event: { id, source, correlationId: '', lineage: '', data }, decisionIds: {} };
      happenings.set(key, happening);
      all.push(happening);
    }
    if (programId) happening.decisionIds[programId] = decisionId;
  }
  return all;
}

/** An ask that was made before, with the id of its decision. */
export interface EarlierDecision extends EarlierAsk {
  readonly decisionId: string;
}

/**
 * The next asks of a slice's contacts that were made before the time that is replayed; an invitation that was cancelled
 * before it was sent asked nobody.
 */
export function readEarlierAsks(
  transaction: Transaction,
  slice: Slice,
  { after, until, limit }: Place,
): Promise<EarlierDecision[]> {
  return transaction.query<EarlierDecision>(
    `SELECT d.decision_id AS "decisionId", d.contact_id AS "contactId", d.account_id AS "accountId",
       CASE WHEN p.kind = 'relationship' THEN 'relationship' ELSE 'touchpoint' END AS scope, a."dueAt",
       greatest(a."dueAt", (extract(epoch FROM h.last_at) * 1000)::float8) AS "lastAt"
     FROM decisions d LEFT JOIN programs p USING (program_id)
       LEFT JOIN invitations i ON i.invitation_id = d.decision_id
       LEFT JOIN LATERAL (SELECT max(at) AS last_at FROM invitation_history
         WHERE invitation_id = d.decision_id AND change IN ('sent', 'reminded')) h ON true
       CROSS JOIN LATERAL (SELECT (extract(epoch FROM coalesce(i.held_due_at, i.due_at, d.decided_at)) * 1000)::float8
         AS "dueAt") a
     WHERE d.decision_id > $1 AND d.decision_id < $2 AND d.outcome = 'asked' AND ${inSlice(slice, 'd', 4)}
       AND NOT coalesce(i.state = 'cancelled' AND h.last_at IS NULL, false)
     ORDER BY d.decision_id LIMIT $3`,
    [after, firstIdAt(until), limit, ...sliceParameters(slice)],
  );
}

/** How many decisions were made in a period, and how many contacts there are: from these the slices are cut. */
export async function countRecorded(transaction: Transaction, { since, until }: Period) {
  const [, [counted]] = await Promise.all([
    transaction.query(LONG_STATEMENT),
    transaction.query<{ decisions: number; contacts: number }>(
      `SELECT (SELECT count(*)::float8 FROM decisions WHERE decision_id >= $1 AND decision_id < $2) AS decisions,
         (SELECT count(*)::float8 FROM contacts) AS contacts`,
      [firstIdAt(since), firstIdAt(until)],
    ),
  ]);
  return counted!;
}

/** Whether any journey event was decided in a period. */
export async function hasRecorded(transaction: Transaction, { since, until }: Period): Promise<boolean> {
  const rows = await transaction.query('SELECT 1 FROM decisions WHERE decision_id >= $1 AND decision_id < $2 LIMIT 1', [
    firstIdAt(since),
    firstIdAt(until),
  ]);
  return rows.length > 0;
}

/**
 * The contacts whose events named several accounts.
 * @param withPresent whether the account that a contact has now counts as well, for a program that time fires
 */
export async function findRoaming(
  transaction: Transaction,
  { since, until }: Period,
  withPresent: boolean,
): Promise<Roaming[]> {
  const present = withPresent ? 'UNION SELECT contact_id, coalesce(account_id, contact_id) FROM contacts' : '';
  const [, rows] = await Promise.all([
    transaction.query(LONG_STATEMENT),
    transaction.query<Roaming>(
      `SELECT contact_id AS "contactId", array_agg(key) AS keys FROM (
         SELECT DISTINCT contact_id, coalesce(account_id, contact_id) AS key FROM decisions
         WHERE decision_id >= $1 AND decision_id < $2 ${present}) AS seen
       GROUP BY contact_id HAVING count(*) > 1 LIMIT ${MOST_ROAMING}`,
      [firstIdAt(since), firstIdAt(until)],
    ),
  ]);
  return rows;
}
