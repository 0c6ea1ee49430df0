import type { Transaction } from '#messaging';
import type { KnownContact } from '../decisions/decide.rules.js';

/** What is known of these contacts, by id; who is not known is absent. */
export async function readKnownContacts(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<Map<string, KnownContact>> {
  const rows = await transaction.query<KnownContact>(
    `SELECT contact_id AS "contactId", account_id AS "accountId", locale, email IS NOT NULL AS "hasEmail",
       email_consent AS "emailConsent",
       -- Not a join: the planner would take one for a reason to read the whole budget.
       (SELECT (extract(epoch FROM last_asked_at) * 1000)::float8 FROM contact_budget b
        WHERE b.contact_id = contacts.contact_id) AS "lastAskedAt"
     FROM contacts WHERE contact_id = ANY ($1::text[])`,
    [contactIds],
  );
  return new Map(rows.map((contact) => [contact.contactId, contact]));
}
