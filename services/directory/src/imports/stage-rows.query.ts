import { rowSet, type Transaction } from '#messaging';
import type { ImportErrorRow } from './imports.query.js';

/** A row that may be applied. */
export interface StagedRow {
  readonly row: number;
  readonly id: string;
  readonly upsert: unknown;
}

const staged = rowSet<StagedRow>({
  row_number: ['int', (it) => it.row],
  id: ['text', (it) => it.id],
  data: ['jsonb', (it) => it.upsert],
});
const wrong = rowSet<ImportErrorRow>({
  row_number: ['int', (it) => it.row],
  field: ['text', (it) => it.field],
  reason: ['text', (it) => it.reason],
});

/** Keeps rows of an import that may be applied. */
export async function stageRows(transaction: Transaction, importId: string, rows: readonly StagedRow[]): Promise<void> {
  await transaction.query(
    `INSERT INTO import_rows (${staged.names}, import_id) SELECT *, $4::uuid FROM unnest(${staged.arrays})`,
    [...staged.values(rows), importId],
  );
}

/** Keeps what is wrong with rows of an import. */
export async function noteErrors(
  transaction: Transaction,
  importId: string,
  errors: readonly ImportErrorRow[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO import_errors (${wrong.names}, import_id) SELECT *, $4::uuid FROM unnest(${wrong.arrays})
     ON CONFLICT DO NOTHING`,
    [...wrong.values(errors), importId],
  );
}

/** Makes every row whose id an earlier row has an error; returns how many there were. */
export async function refuseRepeated(transaction: Transaction, importId: string, field: string): Promise<number> {
  const rows = await transaction.query(
    `WITH numbered AS (
       SELECT row_number, first_value(row_number) OVER (PARTITION BY id ORDER BY row_number) AS first
         FROM import_rows WHERE import_id = $1
     ), gone AS (
       DELETE FROM import_rows USING numbered
        WHERE import_id = $1 AND import_rows.row_number = numbered.row_number AND numbered.row_number > first
        RETURNING import_rows.row_number, first
     )
     INSERT INTO import_errors (import_id, row_number, field, reason)
     SELECT $1, row_number, $2, 'is that of row ' || first || ' as well' FROM gone RETURNING row_number`,
    [importId, field],
  );
  return rows.length;
}
