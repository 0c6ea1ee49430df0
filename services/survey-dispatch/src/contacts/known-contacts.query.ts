import type { Transaction } from '#messaging';
import type { KnownContact } from '../decisions/decide.rules.js';
import type { Condition, Subject } from '../programs/audience.rules.js';

const KNOWN = `contact_id AS "contactId", account_id AS "accountId", locale, time_zone AS "timeZone", spread,
  nullif(email, refused_email) IS NOT NULL AS "hasEmail", email_consent AS "emailConsent", nullif(phone, refused_phone) IS NOT NULL AS "hasPhone",
  sms_consent AS "smsConsent", in_app_consent AS "inAppConsent"`;

// What an audience can name; a field goes before a further attribute of the same name.
const CONTACT_FIELDS = { role: 'role', locale: 'locale', timeZone: 'time_zone', accountId: 'account_id' };
const ACCOUNT_FIELDS = {
  name: 'a.name',
  lifecycle: 'a.lifecycle',
  arr: 'a.arr',
  segment: 'a.segment',
  region: 'a.region',
  renewalDate: 'a.renewal_date::text',
  ownerCsm: 'a.owner_csm',
};

/** SQL of an object with the attributes that are named; of all of them where one is named that is no field. */
function objectOf(fields: Readonly<Record<string, string>>, further: string, named: ReadonlySet<string>): string {
  const columns = Object.entries(fields);
  if ([...named].every((name) => Object.hasOwn(fields, name)))
    return `jsonb_build_object(${columns
      .filter(([name]) => named.has(name))
      .map(([name, column]) => `'${name}', coalesce(to_jsonb(${column}), ${further} -> '${name}')`)
      .join(', ')})`;
  const all = columns.map(([name, column]) => `'${name}', ${column}`).join(', ');
  return `coalesce(${further}, '{}') || jsonb_strip_nulls(jsonb_build_object(${all}))`;
}

const EVERYTHING: ReadonlySet<string> = new Set(['*']);

/** SQL of the attributes that conditions look at: building all of them would cost more than everything else that is read. */
function attributesOf(conditions: true | readonly Condition[]): string {
  const namedOf = (subject: Subject) =>
    conditions === true
      ? EVERYTHING
      : new Set(conditions.flatMap((it) => (it.subject === subject ? [it.attribute] : [])));
  const [contact, account] = [namedOf('contact'), namedOf('account')];
  const ofContact = contact.size > 0 ? `, ${objectOf(CONTACT_FIELDS, 'attributes', contact)} AS attributes` : '';
  if (account.size === 0) return ofContact;
  return `${ofContact}, (SELECT ${objectOf(ACCOUNT_FIELDS, 'a.attributes', account)}
    FROM accounts a WHERE a.account_id = contacts.account_id) AS "accountAttributes"`;
}

/**
 * What is known of these contacts, by id; who is not known is absent.
 * @param attributes the conditions whose attributes are read; all attributes, or none, where it says so
 */
export async function readKnownContacts(
  transaction: Transaction,
  contactIds: readonly string[],
  attributes: boolean | readonly Condition[],
): Promise<Map<string, KnownContact>> {
  const rows = await transaction.query<KnownContact>(
    `SELECT ${KNOWN}${attributes === false ? '' : attributesOf(attributes)} FROM contacts WHERE contact_id = ANY ($1::text[])`,
    [contactIds],
  );
  return new Map(rows.map((contact) => [contact.contactId, contact]));
}
