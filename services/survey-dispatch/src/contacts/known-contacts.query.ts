import type { Transaction } from '#messaging';
import type { KnownContact } from '../decisions/decide.rules.js';

/** What is known of these contacts, by id; who is not known is absent. */
export async function readKnownContacts(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<Map<string, KnownContact>> {
  const rows = await transaction.query<KnownContact>(
    `SELECT c.contact_id AS "contactId", c.account_id AS "accountId", c.locale, c.email IS NOT NULL AS "hasEmail",
       c.email_consent AS "emailConsent", (extract(epoch FROM b.last_asked_at) * 1000)::float8 AS "lastAskedAt"
     FROM contacts c LEFT JOIN contact_budget b USING (contact_id)
     WHERE c.contact_id = ANY ($1::text[])`,
    [contactIds],
  );
  return new Map(rows.map((contact) => [contact.contactId, contact]));
}
