import type { Transaction } from '#messaging';
import { firstIdAt } from '../decisions/decision-id.rules.js';

const STEP = 500;

/**
 * Removes some decisions that were made before a moment, the oldest first, with the invitations that they made and these
 * invitations' history and reminders; says how many. What is not over stays: deferred asks, and invitations that still are
 * to be sent or may be answered.
 */
export async function forgetDecisions(transaction: Transaction, before: Date): Promise<number> {
  const [{ count }] = (await transaction.query<{ count: number }>(
    `WITH old AS MATERIALIZED (
       SELECT d.decision_id FROM decisions d LEFT JOIN invitations i ON i.invitation_id = d.decision_id
       WHERE d.decision_id < $1 AND d.outcome <> 'deferred'
         AND coalesce(i.state NOT IN ('scheduled', 'sending', 'sent', 'delivered', 'opened'), true)
       ORDER BY d.decision_id LIMIT ${STEP} FOR UPDATE OF d SKIP LOCKED
     ), reminders AS (DELETE FROM invitation_reminders WHERE invitation_id IN (SELECT decision_id FROM old)
     ), history AS (DELETE FROM invitation_history WHERE invitation_id IN (SELECT decision_id FROM old)
     ), made AS (DELETE FROM invitations WHERE invitation_id IN (SELECT decision_id FROM old)
     ), gone AS (DELETE FROM decisions WHERE decision_id IN (SELECT decision_id FROM old) RETURNING 1)
     SELECT count(*)::int AS count FROM gone`,
    [firstIdAt(before.getTime())],
  )) as [{ count: number }];
  return count;
}
