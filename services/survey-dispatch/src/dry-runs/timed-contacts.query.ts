import type { Transaction } from '#messaging';
import { inSlice, sliceParameters } from './in-slice.query.js';
import type { Slice } from './slices.rules.js';
import type { CadenceContact, DatedContact, Period } from './timed-events.rules.js';

/** A slice's contacts, with their places in the cycle. */
export function readCadenceContacts(transaction: Transaction, slice: Slice): Promise<CadenceContact[]> {
  return transaction.query<CadenceContact>(
    `SELECT c.contact_id AS "contactId", c.account_id AS "accountId", c.spread FROM contacts c
     WHERE ${inSlice(slice, 'c', 1)}`,
    sliceParameters(slice),
  );
}

/** A slice's contacts of customers whose renewal, as it is known now, is a number of days after a day of the period. */
export function readDatedContacts(
  transaction: Transaction,
  slice: Slice,
  daysBefore: readonly number[],
  { since, until }: Period,
): Promise<DatedContact[]> {
  return transaction.query<DatedContact>(
    `SELECT c.contact_id AS "contactId", c.account_id AS "accountId", (extract(epoch FROM t.at) * 1000)::float8 AS at
     FROM unnest($4::int[]) AS n (days) JOIN accounts a ON a.lifecycle <> 'churned'
       CROSS JOIN LATERAL (SELECT (a.renewal_date - n.days)::timestamp AT TIME ZONE 'UTC' AS at) t
       JOIN contacts c ON c.account_id = a.account_id
     WHERE t.at >= $5 AND t.at < $6 AND ${inSlice(slice, 'c', 1)}`,
    [...sliceParameters(slice), daysBefore, new Date(since).toISOString(), new Date(until).toISOString()],
  );
}
