import type { Transaction } from '#messaging';
import type { Standing } from './trust.rules.js';

/** Where an excluded response stood before it was excluded. */
export async function readFormerStanding(transaction: Transaction, responseId: string): Promise<Standing | undefined> {
  const [row] = await transaction.query<Standing>(
    `SELECT state, state_reason AS "stateReason" FROM former_revisions
     WHERE response_id = $1 AND state <> 'excluded' ORDER BY revision DESC LIMIT 1`,
    [responseId],
  );
  return row;
}
