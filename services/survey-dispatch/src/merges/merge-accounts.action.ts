import type { MergedId, Transaction } from '#messaging';
import { lastSurvivors } from './last-survivors.action.js';
import { moveAccountRecords } from './moved-records.query.js';

/** Takes accounts that turned out to be others for those; doing it again changes nothing. */
export async function mergeAccounts(transaction: Transaction, told: readonly MergedId[]): Promise<void> {
  const pairs = await lastSurvivors(transaction, 'account', told);
  if (pairs.length > 0) await moveAccountRecords(transaction, pairs);
}
