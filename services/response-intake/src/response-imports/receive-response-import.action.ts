import { Injectable } from '@nestjs/common';
import { Clock, newId, type Transaction, Transactions } from '#messaging';
import { chunksOf, Gone, InvalidRequest } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import type { ImportSpec, SourceRow } from './formats/import-spec.rules.js';
import type { ImportStep } from './import-step.rules.js';
import { type OnWrongRows, type RefusedRow, verdictOn } from './response-import.rules.js';
import { noteRefused, stageSteps } from './stage-steps.query.js';
import { stepsOfRow } from './steps-of-row.rules.js';

/** A file that comes in. */
export interface ResponsesFile {
  readonly spec: ImportSpec;
  readonly dryRun: boolean;
  readonly onError: OnWrongRows;
  readonly rows: AsyncIterable<SourceRow>;
}

const CHUNK = 1000;

/** Takes a file of another tool in, chunk by chunk, and checks every row; nothing of it is applied before it is there whole. */
@Injectable()
export class ReceiveResponseImport {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /**
   * @returns the import's id
   * @throws InvalidRequest for a file that is none, such as one without the needed columns; nothing is kept of it
   */
  async run(file: ResponsesFile): Promise<string> {
    const importId = newId();
    await this.begin(importId, file);
    // While a chunk is being written the next one is read.
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const chunk of chunksOf(file.rows, { size: CHUNK, most: this.config.maxImportRows })) {
        await writing;
        writing = this.keep(importId, chunk, file.spec);
        writing.catch(() => {});
      }
      await writing;
      await this.conclude(importId, file);
    } catch (error) {
      await writing.catch(() => {});
      await this.giveUp(importId, error);
      throw error;
    }
    return importId;
  }

  private begin(importId: string, { spec, dryRun, onError }: ResponsesFile): Promise<unknown> {
    return this.transactions.run((transaction) =>
      transaction.query(
        `INSERT INTO response_imports (import_id, format, source, dry_run, on_error, state, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'receiving', $6, $6)`,
        [importId, spec.format, spec.source, dryRun, onError, this.clock.now().toISOString()],
      ),
    );
  }

  private keep(importId: string, rows: readonly SourceRow[], spec: ImportSpec): Promise<void> {
    const now = this.clock.now();
    const steps: ImportStep[] = [];
    const wrong: RefusedRow[] = [];
    for (const read of rows) {
      if ('problem' in read) wrong.push({ row: read.row, field: read.field ?? null, reason: read.problem });
      else {
        const checked = stepsOfRow(read.row, read.values, spec, now);
        if ('steps' in checked) steps.push(...checked.steps);
        else wrong.push({ row: read.row, ...checked });
      }
    }
    return this.transactions.run(async (transaction) => {
      const { repeated, added } = await stageSteps(transaction, importId, steps);
      const refused = await noteRefused(transaction, importId, [...wrong, ...repeated]);
      await this.count(transaction, importId, { rows: rows.length, refused, steps: added });
    });
  }

  private async count(
    transaction: Transaction,
    importId: string,
    add: { rows: number; refused: number; steps: number },
  ) {
    const [counted] = await transaction.query<{ rows: number; refused: number; steps: number }>(
      `UPDATE response_imports SET rows = rows + $2, refused = refused + $3, steps = steps + $4, updated_at = $5
        WHERE import_id = $1 AND state = 'receiving' RETURNING rows, refused, steps`,
      [importId, add.rows, add.refused, add.steps, this.clock.now().toISOString()],
    );
    if (!counted) throw new Gone('the file came in too slowly and was given up; nothing was applied');
    return counted;
  }

  private conclude(importId: string, { onError }: ResponsesFile): Promise<void> {
    return this.transactions.run(async (transaction) => {
      const counted = await this.count(transaction, importId, { rows: 0, refused: 0, steps: 0 });
      const { state, reason } = verdictOn({ ...counted, onError });
      await transaction.query(
        `UPDATE response_imports SET state = $2, reason = $3, finished_at = CASE WHEN $2 = 'applying' THEN NULL ELSE $4::timestamptz END
          WHERE import_id = $1`,
        [importId, state, reason, this.clock.now().toISOString()],
      );
      if (state !== 'applying')
        await transaction.query('DELETE FROM response_import_rows WHERE import_id = $1', [importId]);
    });
  }

  /** A file that cannot be read was never an import; of one that broke off, it stays on record that it did. */
  private async giveUp(importId: string, error: unknown): Promise<void> {
    const sql =
      error instanceof InvalidRequest
        ? ['DELETE FROM response_imports WHERE import_id = $1']
        : [
            'DELETE FROM response_import_rows WHERE import_id = $1',
            `UPDATE response_imports SET state = 'failed', reason = 'the file broke off; nothing was applied', finished_at = updated_at
              WHERE import_id = $1`,
          ];
    await this.transactions.run((transaction) => Promise.all(sql.map((it) => transaction.query(it, [importId]))));
  }
}
