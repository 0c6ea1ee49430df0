import type { Transaction } from '#messaging';
import { TIMED_SOURCE } from './due-by-time.query.js';

/** An account as a snapshot tells of it. */
export interface ToldDate {
  readonly accountId: string;
  /** ISO 8601 date. */
  readonly renewalDate: string | undefined;
}

/** The accounts whose renewal date is another than the one that is told now. */
export async function accountsToMove(transaction: Transaction, told: readonly ToldDate[]): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    `SELECT DISTINCT a.account_id AS id FROM unnest($1::text[], $2::date[]) AS told (account_id, renewal_date)
     JOIN accounts a USING (account_id)
     WHERE a.renewal_date IS NOT NULL AND a.renewal_date IS DISTINCT FROM told.renewal_date`,
    [told.map(({ accountId }) => accountId), told.map(({ renewalDate }) => renewalDate ?? null)],
  );
  return rows.map(({ id }) => id);
}

// The event that fired an ask is named after the date: `<program>:<date>:<days before>:<contact>`.
const OF_OLD_DATES = `
  SELECT d.decision_id, d.outcome FROM decisions d
  JOIN programs p ON p.program_id = d.program_id AND p.kind = 'account_date'
  LEFT JOIN accounts a ON a.account_id = d.account_id
  WHERE d.account_id = ANY ($1::text[]) AND d.journey_event_source = '${TIMED_SOURCE}'
    AND NOT starts_with(d.journey_event_id, d.program_id || ':' || coalesce(a.renewal_date::text, '') || ':')`;

/** The invitations for dates that these accounts have no more, of which nothing was sent. */
export async function invitationsOfOldDates(
  transaction: Transaction,
  accountIds: readonly string[],
): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    `SELECT i.invitation_id AS id FROM (${OF_OLD_DATES}) old JOIN invitations i ON i.invitation_id = old.decision_id
     WHERE old.outcome = 'asked' AND i.state = 'scheduled' AND i.attempts = 0 ORDER BY id`,
    [accountIds],
  );
  return rows.map(({ id }) => id);
}

/** Has the asks for dates that these accounts have no more end at the next look, instead of being made later. */
export async function endDeferredOfOldDates(
  transaction: Transaction,
  accountIds: readonly string[],
  now: Date,
): Promise<void> {
  await transaction.query(
    `UPDATE deferred_asks SET ended_by = 'date_moved', release_at = $2 WHERE decision_id IN (
       SELECT w.decision_id FROM (${OF_OLD_DATES}) old JOIN deferred_asks w USING (decision_id)
       ORDER BY w.decision_id FOR UPDATE OF w)`,
    [accountIds, now.toISOString()],
  );
}
