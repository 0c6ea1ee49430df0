import type { Transaction } from '../transaction.js';

const LOCK = `hashtext(current_schema() || '.identities')`;

/**
 * Waits until nobody erases or merges ids, and keeps that so until the transaction ends: what it read about ids stays true
 * until what it wrote is there to be found. A statement of its own, so that those behind it see what it waited for.
 */
export function readIdentities(transaction: Transaction): Promise<unknown> {
  return transaction.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
}

/** Waits until everybody who read about ids has written what they had to, and keeps others from it until the transaction ends. */
export function changeIdentities(transaction: Transaction): Promise<unknown> {
  return transaction.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
}
