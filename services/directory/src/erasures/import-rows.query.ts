import type { Transaction } from '#messaging';

/**
 * Removes rows of imports that wait to be applied to erased contacts; each is an error of its import then.
 * @returns how many there were
 */
export async function forgetImportRows(transaction: Transaction, contactIds: readonly string[]): Promise<number> {
  const rows = await transaction.query(
    `WITH gone AS (
       DELETE FROM import_rows USING imports
        WHERE imports.import_id = import_rows.import_id AND subject = 'contact' AND id = ANY ($1::text[])
        RETURNING import_rows.import_id, row_number
     ), counted AS (
       UPDATE imports SET wrong = wrong + of_import.rows
         FROM (SELECT import_id, count(*)::int AS rows FROM gone GROUP BY import_id) AS of_import
        WHERE imports.import_id = of_import.import_id
     )
     INSERT INTO import_errors (import_id, row_number, field, reason)
     SELECT import_id, row_number, 'contactId', 'was erased before the row was applied' FROM gone
     ON CONFLICT DO NOTHING RETURNING row_number`,
    [contactIds],
  );
  return rows.length;
}
