import type { Transaction } from '#messaging';

/** How many records of a contact were removed, blanked or closed. */
export interface ErasedRecords {
  readonly contacts: number;
  readonly comments: number;
  readonly cases: number;
  readonly tasks: number;
  readonly retentionSteps: number;
  readonly advocacyRequests: number;
}

/** Why something is closed for which the person is needed. */
export const CONTACT_ERASED = 'contact erased';

/**
 * Takes a contact's name, words and quotes out of all that is kept, and closes what only the person could have brought to its
 * end. What was counted of the answer stays: score, category, sentiment and themes.
 */
export async function eraseFollowUps(transaction: Transaction, contactId: string, now: Date): Promise<ErasedRecords> {
  const closing = [contactId, CONTACT_ERASED, now.toISOString()];
  // Tasks first: they are found by their cases.
  const [contacts, comments, tasks, cases, retentionSteps, advocacyRequests] = await Promise.all([
    transaction.query('DELETE FROM contacts WHERE contact_id = $1 RETURNING 1', [contactId]),
    transaction.query(BLANK_WORDS, [contactId]),
    transaction.query(CLOSE_TASKS, closing),
    transaction.query(closeOpen('cases', 'open'), closing),
    transaction.query(closeOpen('retention_steps', 'planned'), closing),
    transaction.query(closeOpen('advocacy_requests', 'requested'), closing),
  ]);
  return {
    contacts: contacts.length,
    comments: comments.length,
    cases: cases.length,
    tasks: tasks.length,
    retentionSteps: retentionSteps.length,
    advocacyRequests: advocacyRequests.length,
  };
}

const BLANK_WORDS = `
  UPDATE response_facts SET comment = NULL,
         themes = CASE WHEN themes IS NOT NULL THEN coalesce(
           (SELECT jsonb_agg(theme || '{"evidence": []}') FROM jsonb_array_elements(themes) AS theme), '[]') END
   WHERE contact_id = $1 AND (comment IS NOT NULL OR jsonb_path_exists(themes, '$[*].evidence[*]'))
  RETURNING 1`;

const CLOSE_TASKS = `
  UPDATE tasks SET state = 'closed', close_reason = $2, closed_at = $3
    FROM cases WHERE cases.case_id = tasks.case_id AND cases.contact_id = $1 AND tasks.state = 'open'
  RETURNING 1`;

const closeOpen = (table: string, open: string) => `
  UPDATE ${table} SET state = 'closed', close_reason = $2, closed_at = $3 WHERE contact_id = $1 AND state = '${open}'
  RETURNING 1`;
