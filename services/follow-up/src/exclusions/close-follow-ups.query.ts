import { rowSet, type Transaction } from '#messaging';
import { CLOSED_BECAUSE } from './exclusion.rules.js';

/** A response that no longer counts. */
export interface Discounted {
  readonly responseId: string;
  /** The revision that says so. */
  readonly revision: number;
  readonly reason: string;
}

const DISCOUNTED = rowSet<Discounted>({
  response_id: ['text', (it) => it.responseId],
  revision: ['int', (it) => it.revision],
  reason: ['text', (it) => it.reason],
});
/** The parameter behind the rows. */
const FURTHER = `$${DISCOUNTED.next}`;
const GIVEN = `(SELECT * FROM unnest(${DISCOUNTED.arrays}) AS given (${DISCOUNTED.names})) AS given`;

/** Closes what is open of responses that no longer count; a case says so in its history. */
export async function closeFollowUpsOf(
  transaction: Transaction,
  responses: readonly Discounted[],
  now: Date,
): Promise<void> {
  const values = [...DISCOUNTED.values(responses), now.toISOString()];
  await Promise.all([
    transaction.query(CLOSE_CASES, values),
    transaction.query(closeOpen('retention_steps', 'planned'), values),
    transaction.query(closeOpen('advocacy_requests', 'requested'), values),
  ]);
}

/** Opens again what was closed because responses did not count, now that they do. */
export async function reopenFollowUpsOf(
  transaction: Transaction,
  responses: readonly Omit<Discounted, 'reason'>[],
  now: Date,
): Promise<void> {
  const restored = responses.map((it) => ({ ...it, reason: 'response restored' }));
  const values = [...DISCOUNTED.values(restored), Object.values(CLOSED_BECAUSE)];
  await Promise.all([
    transaction.query(REOPEN_CASES, [...values, now.toISOString()]),
    transaction.query(reopen('retention_steps', 'planned'), values),
    transaction.query(reopen('advocacy_requests', 'requested'), values),
  ]);
}

/** @param at the parameter that is the moment, in the form of RFC 3339 */
const told = (change: string, at: string) => `history || jsonb_build_object(
  'at', ${at}::text, 'change', '${change}', 'reason', given.reason, 'revision', given.revision)`;

const CLOSE = `state = 'closed', close_reason = given.reason, closed_at = ${FURTHER}::text::timestamptz`;

const CLOSE_CASES = `
  WITH closed AS (
    UPDATE cases SET ${CLOSE}, history = ${told('closed', FURTHER)}
      FROM ${GIVEN} WHERE cases.response_id = given.response_id AND cases.state = 'open'
    RETURNING cases.case_id, cases.close_reason, cases.closed_at
  )
  UPDATE tasks SET state = 'closed', close_reason = closed.close_reason, closed_at = closed.closed_at
    FROM closed WHERE tasks.case_id = closed.case_id AND tasks.state = 'open'`;

const closeOpen = (table: string, open: string) => `
  UPDATE ${table} AS closing SET ${CLOSE}
    FROM ${GIVEN} WHERE closing.response_id = given.response_id AND closing.state = '${open}'`;

const REOPEN_CASES = `
  WITH reopened AS (
    UPDATE cases SET state = 'open', close_reason = NULL, closed_at = NULL,
           history = ${told('reopened', `$${DISCOUNTED.next + 1}`)}
      FROM ${GIVEN} WHERE cases.response_id = given.response_id AND cases.close_reason = ANY (${FURTHER}::text[])
    RETURNING cases.case_id
  )
  UPDATE tasks SET state = 'open', close_reason = NULL, closed_at = NULL
    FROM reopened WHERE tasks.case_id = reopened.case_id AND tasks.close_reason = ANY (${FURTHER}::text[])`;

const reopen = (table: string, open: string) => `
  UPDATE ${table} AS closed SET state = '${open}', close_reason = NULL, closed_at = NULL
    FROM ${GIVEN} WHERE closed.response_id = given.response_id AND closed.close_reason = ANY (${FURTHER}::text[])`;
