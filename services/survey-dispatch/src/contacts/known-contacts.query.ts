import type { Transaction } from '#messaging';
import type { KnownContact } from '../decisions/decide.rules.js';

const KNOWN = `contact_id AS "contactId", account_id AS "accountId", locale, time_zone AS "timeZone", spread,
  nullif(email, refused_email) IS NOT NULL AS "hasEmail", email_consent AS "emailConsent", nullif(phone, refused_phone) IS NOT NULL AS "hasPhone",
  sms_consent AS "smsConsent", in_app_consent AS "inAppConsent"`;

// What an audience can name; a field goes before a further attribute of the same name.
const ATTRIBUTES = `
  coalesce(attributes, '{}') || jsonb_strip_nulls(jsonb_build_object('role', role, 'locale', locale,
    'timeZone', time_zone, 'accountId', account_id)) AS attributes,
  (SELECT coalesce(a.attributes, '{}') || jsonb_strip_nulls(jsonb_build_object('name', a.name,
     'lifecycle', a.lifecycle, 'arr', a.arr, 'segment', a.segment, 'region', a.region,
     'renewalDate', a.renewal_date::text, 'ownerCsm', a.owner_csm))
   FROM accounts a WHERE a.account_id = contacts.account_id) AS "accountAttributes"`;

/**
 * What is known of these contacts, by id; who is not known is absent.
 * @param withAttributes whether an audience looks at attributes
 */
export async function readKnownContacts(
  transaction: Transaction,
  contactIds: readonly string[],
  withAttributes: boolean,
): Promise<Map<string, KnownContact>> {
  const rows = await transaction.query<KnownContact>(
    `SELECT ${withAttributes ? `${KNOWN}, ${ATTRIBUTES}` : KNOWN} FROM contacts WHERE contact_id = ANY ($1::text[])`,
    [contactIds],
  );
  return new Map(rows.map((contact) => [contact.contactId, contact]));
}
