import type { ErasedCount, Transaction } from '#messaging';

/** The addresses by which contacts are known, by the contacts' ids. */
export async function addressesOf(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await transaction.query<{ contactId: string; email: string }>(
    'SELECT contact_id AS "contactId", email FROM contacts WHERE contact_id = ANY ($1::text[]) AND email IS NOT NULL',
    [contactIds],
  );
  return new Map(rows.map(({ contactId, email }) => [contactId, [email]]));
}

/** Forgets by which address contacts are known. */
export function forgetPeople(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
  return transaction.query<ErasedCount>(
    `DELETE FROM contacts WHERE contact_id = ANY ($1::text[])
     RETURNING contact_id AS "contactId", 'contacts' AS kind, 1 AS count`,
    [contactIds],
  );
}
