import type { Transaction } from '#messaging';

/** A contact as far as others' records need it. */
export interface KnownPerson {
  readonly contactId: string;
  readonly accountId: string | null;
}

/**
 * Who is known by these e-mail addresses, by the address in lower case; of several with one address, the first by id. Who
 * was merged into somebody else is known by that contact's addresses alone.
 */
export async function knownByEmail(
  transaction: Pick<Transaction, 'query'>,
  emails: readonly string[],
): Promise<Map<string, KnownPerson>> {
  if (emails.length === 0) return new Map();
  const rows = await transaction.query<KnownPerson & { email: string }>(
    `SELECT DISTINCT ON (email) email, contact_id AS "contactId", account_id AS "accountId" FROM contacts
     WHERE email = ANY ($1::text[]) AND merged_into IS NULL ORDER BY email, contact_id`,
    [[...new Set(emails.map((email) => email.toLowerCase()))]],
  );
  return new Map(rows.map(({ email, ...person }) => [email, person]));
}

/** Which of these contacts are known, by their ids, with the accounts they belong to. */
export async function knownById(
  transaction: Pick<Transaction, 'query'>,
  contactIds: readonly string[],
): Promise<Map<string, KnownPerson>> {
  if (contactIds.length === 0) return new Map();
  const rows = await transaction.query<KnownPerson>(
    `SELECT contact_id AS "contactId", account_id AS "accountId" FROM contacts WHERE contact_id = ANY ($1::text[])`,
    [contactIds],
  );
  return new Map(rows.map((person) => [person.contactId, person]));
}
