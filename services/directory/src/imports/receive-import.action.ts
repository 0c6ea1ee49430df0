import { Injectable } from '@nestjs/common';
import { Clock, newId, type Transaction, Transactions } from '#messaging';
import { chunksOf, Gone, InvalidRequest } from '#service-kit';
import type { AttributeDeclaration } from '../attributes/attribute.rules.js';
import { DirectoryConfig } from '../config.js';
import { declarationsOf } from '../upserts/fold-upserts.action.js';
import { type CheckedRow, checkRow } from './check-row.action.js';
import { type OnError, verdict } from './import.rules.js';
import type { ImportFormat, SourceRow, Subject } from './import-row.rules.js';
import { noteErrors, refuseRepeated, stageRows } from './stage-rows.query.js';

/** A file that comes in. */
export interface FileToImport {
  readonly subject: Subject;
  readonly format: ImportFormat;
  readonly onError: OnError;
  readonly rows: AsyncIterable<SourceRow>;
}

const CHUNK = 1000;

/** Takes a file in, chunk by chunk, and checks every row; nothing of it is applied before it is there whole. */
@Injectable()
export class ReceiveImport {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: DirectoryConfig,
  ) {}

  /**
   * @returns the import's id
   * @throws InvalidRequest for a file that is none, such as one without the needed columns; nothing is kept of it
   */
  async run(file: FileToImport): Promise<string> {
    const importId = newId();
    const declarations = await this.begin(importId, file);
    try {
      for await (const chunk of chunksOf(file.rows, { size: CHUNK, most: this.config.maxImportRows })) {
        await this.keep(
          importId,
          chunk.map((row) => checkRow(row, file.subject, file.format, declarations)),
        );
      }
      await this.conclude(importId, file);
    } catch (error) {
      await this.giveUp(importId, error);
      throw error;
    }
    return importId;
  }

  private begin(importId: string, file: FileToImport): Promise<ReadonlyMap<string, AttributeDeclaration>> {
    return this.transactions.run(async (transaction) => {
      await transaction.query(
        `INSERT INTO imports (import_id, subject, format, on_error, state, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'receiving', $5, $5)`,
        [importId, file.subject, file.format, file.onError, this.clock.now().toISOString()],
      );
      return declarationsOf(file.subject, transaction);
    });
  }

  private keep(importId: string, checked: readonly CheckedRow[]): Promise<void> {
    const good = checked.filter((it) => 'upsert' in it);
    const bad = checked.filter((it) => 'reason' in it);
    return this.transactions.run(async (transaction) => {
      await this.count(transaction, importId, { rows: checked.length, wrong: bad.length });
      if (good.length > 0) transaction.sendWithCommit(stageRows(transaction, importId, good));
      if (bad.length > 0) transaction.sendWithCommit(noteErrors(transaction, importId, bad));
    });
  }

  private async count(transaction: Transaction, importId: string, add: { rows: number; wrong: number }) {
    const [counted] = await transaction.query<{ rows: number; wrong: number }>(
      `UPDATE imports SET rows = rows + $2, wrong = wrong + $3, updated_at = $4
        WHERE import_id = $1 AND state = 'receiving' RETURNING rows, wrong`,
      [importId, add.rows, add.wrong, this.clock.now().toISOString()],
    );
    if (!counted) throw new Gone('the file came in too slowly and was given up; nothing was applied');
    return counted;
  }

  private conclude(importId: string, { subject, onError }: FileToImport): Promise<void> {
    return this.transactions.run(async (transaction) => {
      const repeated = await refuseRepeated(transaction, importId, `${subject}Id`);
      const counted = await this.count(transaction, importId, { rows: 0, wrong: repeated });
      const { state, reason } = verdict({ ...counted, onError });
      const now = this.clock.now().toISOString();
      await transaction.query(
        `UPDATE imports SET state = $2, reason = $3, finished_at = CASE WHEN $2 = 'applying' THEN NULL ELSE $4::timestamptz END
          WHERE import_id = $1`,
        [importId, state, reason, now],
      );
      if (state !== 'applying') await transaction.query('DELETE FROM import_rows WHERE import_id = $1', [importId]);
    });
  }

  /** A file that cannot be read was never an import; of one that broke off, it stays on record that it did. */
  private async giveUp(importId: string, error: unknown): Promise<void> {
    const sql =
      error instanceof InvalidRequest
        ? ['DELETE FROM imports WHERE import_id = $1']
        : [
            'DELETE FROM import_rows WHERE import_id = $1',
            `UPDATE imports SET state = 'failed', reason = 'the file broke off; nothing was applied', finished_at = updated_at
              WHERE import_id = $1`,
          ];
    await this.transactions.run((transaction) => Promise.all(sql.map((it) => transaction.query(it, [importId]))));
  }
}
