import { type Columns, rowSet, type Transaction } from '#messaging';
import { type KnownPerson, knownById } from '../contacts/known-people.query.js';
import type { Identity } from './import-step.rules.js';

/** Who is known by an address, a number, or the id of another system. */
export interface KnownAddresses {
  /** By the address in lower case, the first by id first. */
  readonly byEmail: ReadonlyMap<string, readonly KnownPerson[]>;
  readonly byPhone: ReadonlyMap<string, readonly KnownPerson[]>;
  /** By the person's id in the source. */
  readonly byPerson: ReadonlyMap<string, KnownPerson>;
  /** By the contact's own id. */
  readonly byContact: ReadonlyMap<string, KnownPerson>;
}

const BY_ADDRESS = (column: string) => `
  SELECT ${column} AS address, contact_id AS "contactId", account_id AS "accountId" FROM contacts
  WHERE ${column} = ANY ($1::text[]) AND merged_into IS NULL ORDER BY contact_id`;

/** Everybody who is known by what these identities name. */
export async function knownByAddress(
  transaction: Transaction,
  source: string,
  identities: readonly Identity[],
): Promise<KnownAddresses> {
  const emails = new Set(identities.flatMap(({ email }) => email?.toLowerCase() ?? []));
  const phones = new Set(identities.flatMap(({ phone }) => phone ?? []));
  const people = new Set(identities.flatMap(({ personId }) => personId ?? []));
  type Row = KnownPerson & { address: string };
  const contactIds = identities.flatMap(({ contactId }) => contactId ?? []);
  const [byContact, byEmail, byPhone, byPerson] = await Promise.all([
    knownById(transaction, contactIds),
    emails.size === 0 ? [] : transaction.query<Row>(BY_ADDRESS('email'), [[...emails]]),
    phones.size === 0 ? [] : transaction.query<Row>(BY_ADDRESS('phone'), [[...phones]]),
    people.size === 0
      ? []
      : transaction.query<KnownPerson & { personId: string }>(
          `SELECT person_id AS "personId", contact_id AS "contactId", account_id AS "accountId"
           FROM imported_identities LEFT JOIN contacts USING (contact_id)
           WHERE source = $1 AND person_id = ANY ($2::text[])`,
          [source, [...people]],
        ),
  ]);
  return {
    byContact,
    byEmail: Map.groupBy(byEmail, ({ address }) => address),
    byPhone: Map.groupBy(byPhone, ({ address }) => address),
    byPerson: new Map(byPerson.map((person) => [person.personId, person])),
  };
}

/** Who has an id in another system. */
export interface NamedPerson {
  readonly personId: string;
  readonly contactId: string;
}

const people = rowSet<NamedPerson>({
  person_id: ['text', (it) => it.personId],
  contact_id: ['text', (it) => it.contactId],
});

/** Keeps who is meant by the ids of another system, for files that name nobody otherwise. */
export async function keepIdentities(
  transaction: Transaction,
  source: string,
  named: readonly NamedPerson[],
): Promise<void> {
  const rows = [...new Map(named.map((it) => [it.personId, it])).values()];
  await transaction.query(
    `INSERT INTO imported_identities AS known (${people.names}, source)
     SELECT *, $${people.next}::text FROM unnest(${people.arrays}) AS told (${people.names}) ORDER BY person_id
     ON CONFLICT (source, person_id) DO UPDATE SET contact_id = excluded.contact_id
     WHERE known.contact_id <> excluded.contact_id`,
    [...people.values(rows), source],
  );
}

/** Something that a file said of a contact: `opted_out`, `bounced`, or the hash of what it said of the person. */
export interface ImportedFact {
  readonly contactId: string;
  readonly fact: string;
}

const FACT_COLUMNS: Columns<ImportedFact> = {
  contact_id: ['text', (it) => it.contactId],
  fact: ['text', (it) => it.fact],
};
const facts = rowSet(FACT_COLUMNS);
const FACT = 'contact_id AS "contactId", fact';

/** Keeps facts and returns those that no file told before; a dry run keeps none. */
export function keepFacts(
  transaction: Transaction,
  told: readonly ImportedFact[],
  { importId, dryRun }: { importId: string; dryRun: boolean },
): Promise<ImportedFact[]> {
  if (dryRun)
    return transaction.query<ImportedFact>(
      `SELECT DISTINCT ${FACT} FROM unnest(${facts.arrays}) AS told (${facts.names})
       WHERE NOT EXISTS (SELECT FROM imported_facts known WHERE known.contact_id = told.contact_id AND known.fact = told.fact)`,
      facts.values(told),
    );
  return transaction.query<ImportedFact>(
    `INSERT INTO imported_facts (${facts.names}, import_id)
     SELECT DISTINCT ${facts.names}, $${facts.next}::uuid FROM unnest(${facts.arrays}) AS told (${facts.names})
     ORDER BY contact_id, fact
     ON CONFLICT DO NOTHING RETURNING ${FACT}`,
    [...facts.values(told), importId],
  );
}

/** Which of the contacts opted out, as some file said. */
export async function optedOutAmong(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.query<{ contactId: string }>(
    `SELECT contact_id AS "contactId" FROM imported_facts WHERE contact_id = ANY ($1::text[]) AND fact = 'opted_out'`,
    [contactIds],
  );
  return new Set(rows.map(({ contactId }) => contactId));
}
