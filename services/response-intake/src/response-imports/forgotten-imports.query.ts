import type { ErasedCount, Transaction } from '#messaging';

const FORGET: Readonly<Record<string, string>> = {
  importedFacts: 'DELETE FROM imported_facts WHERE contact_id = ANY ($1::text[]) RETURNING contact_id',
  importedIdentities: 'DELETE FROM imported_identities WHERE contact_id = ANY ($1::text[]) RETURNING contact_id',
};

/** Forgets what files said of contacts, and under which ids other systems knew them. */
export async function forgetImports(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
  const counts = Object.entries(FORGET).map(([kind, sql]) =>
    transaction.query<ErasedCount>(
      `WITH gone AS (${sql}) SELECT contact_id AS "contactId", $2 AS kind, count(*)::int AS count FROM gone GROUP BY 1`,
      [contactIds, kind],
    ),
  );
  return (await Promise.all(counts)).flat();
}

/**
 * Takes what waits to be applied to people with these addresses out of the imports under way; each is a refused row then.
 * @param emails in lower case
 */
export async function forgetStaged(
  transaction: Transaction,
  contactIds: readonly string[],
  emails: readonly string[],
): Promise<void> {
  await transaction.query(
    `WITH gone AS (
       DELETE FROM response_import_rows
        WHERE data ->> 'contactId' = ANY ($1::text[]) OR lower(data ->> 'email') = ANY ($2::text[])
        RETURNING import_id, row_number
     ), noted AS (
       INSERT INTO response_import_errors (import_id, row_number, field, reason)
       SELECT DISTINCT import_id, row_number, 'contactId', 'was erased' FROM gone ON CONFLICT DO NOTHING RETURNING import_id
     )
     UPDATE response_imports SET refused = refused + of_import.rows
       FROM (SELECT import_id, count(*)::int AS rows FROM noted GROUP BY import_id) AS of_import
      WHERE response_imports.import_id = of_import.import_id`,
    [contactIds, emails],
  );
}
