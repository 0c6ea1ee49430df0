import { anyOf, type Transaction } from '#messaging';
import type { KnownContact } from '../decisions/decide.rules.js';
import type { Attributes, Condition, Subject } from '../programs/audience.rules.js';

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

/** SQL of an object with every attribute. */
function objectOf(fields: Readonly<Record<string, string>>, further: string): string {
  const all = Object.entries(fields).map(([name, column]) => `'${name}', ${column}`);
  return `coalesce(${further}, '{}') || jsonb_strip_nulls(jsonb_build_object(${all.join(', ')}))`;
}

const ALL_ATTRIBUTES = `, ${objectOf(CONTACT_FIELDS, 'attributes')} AS attributes,
  (SELECT ${objectOf(ACCOUNT_FIELDS, 'a.attributes')} FROM accounts a WHERE a.account_id = contacts.account_id)
    AS "accountAttributes"`;

type Row = Readonly<Record<string, unknown>>;

/** Reads the attributes that conditions name, each as a column: building objects would cost more than all else that is read. */
class NamedAttributes {
  readonly names: readonly string[];

  constructor(
    conditions: readonly Condition[],
    subject: Subject,
    private readonly fields: Readonly<Record<string, string>>,
  ) {
    this.names = [...new Set(conditions.flatMap((it) => (it.subject === subject ? [it.attribute] : [])))];
  }

  /** SQL of the columns, after others; `parameter` is that of the names. */
  columns(parameter: string, table: string): string {
    return this.names
      .map((name, index) => {
        const field = Object.hasOwn(this.fields, name) ? `, ${this.fields[name]} AS "field${index}"` : '';
        return `${field}, ${table}.attributes -> (${parameter}::text[])[${index + 1}] AS "further${index}"`;
      })
      .join('');
  }

  /** The attributes of a row that was read with these columns. */
  of(row: Row): Attributes {
    const attributes: Record<string, unknown> = {};
    for (let i = 0; i < this.names.length; i++)
      attributes[this.names[i]!] = row[`field${i}`] ?? row[`further${i}`] ?? null;
    return attributes as Attributes;
  }
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
  if (typeof attributes === 'boolean') {
    const rows = await transaction.query<KnownContact>(
      `SELECT ${KNOWN}${attributes ? ALL_ATTRIBUTES : ''} FROM contacts WHERE contact_id = ANY ($1::text[])`,
      [contactIds],
    );
    return new Map(rows.map((contact) => [contact.contactId, contact]));
  }
  const ofContact = new NamedAttributes(attributes, 'contact', CONTACT_FIELDS);
  const rows = await transaction.query<KnownContact & Row>(
    `SELECT ${KNOWN}${ofContact.columns('$2', 'contacts')} FROM contacts WHERE contact_id = ${anyOf('$1')}`,
    ofContact.names.length > 0 ? [contactIds, ofContact.names] : [contactIds],
  );
  const accounts = await readAccounts(transaction, rows, new NamedAttributes(attributes, 'account', ACCOUNT_FIELDS));
  return new Map(
    rows.map((row) => {
      const accountAttributes = accounts.get(row.accountId ?? '');
      return [row.contactId, Object.assign(row, { attributes: ofContact.of(row), accountAttributes })];
    }),
  );
}

/** The attributes of the contacts' accounts, by id: each account is read once, however many of its people are asked. */
async function readAccounts(
  transaction: Transaction,
  contacts: readonly KnownContact[],
  named: NamedAttributes,
): Promise<ReadonlyMap<string, Attributes>> {
  if (named.names.length === 0) return new Map();
  const ids = new Set<string>();
  for (const { accountId } of contacts) if (accountId) ids.add(accountId);
  const rows = await transaction.query<Row & { id: string }>(
    `SELECT a.account_id AS id${named.columns('$2', 'a')} FROM accounts a WHERE a.account_id = ANY ($1::text[])`,
    [[...ids], named.names],
  );
  return new Map(rows.map((row) => [row.id, named.of(row)]));
}
