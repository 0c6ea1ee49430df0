import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { foldAccounts } from '../accounts/fold-accounts.action.js';
import { foldContacts } from '../contacts/fold-contacts.action.js';
import type { FoldUpserts } from '../upserts/fold-upserts.action.js';
import type { Patch } from '../upserts/upsert.rules.js';
import type { Subject } from './import-row.rules.js';
import type { ImportErrorRow } from './imports.query.js';
import { noteErrors } from './stage-rows.query.js';

const CHUNK = 1000;
/** A file of which nothing came in for so long was left behind by a process that ended. */
const SILENCE_MS = 5 * 60_000;

const FOLDS: Readonly<Record<Subject, FoldUpserts<unknown, Patch>>> = {
  account: foldAccounts as unknown as FoldUpserts<unknown, Patch>,
  contact: foldContacts as unknown as FoldUpserts<unknown, Patch>,
};

interface Waiting {
  readonly importId: string;
  readonly subject: Subject;
  readonly through: number;
}

/**
 * Applies imports that were received whole, a chunk per transaction. How far it got is kept with what was applied, so that after
 * a restart it goes on exactly there: an import that began is always finished.
 */
@Injectable()
export class ApplyImport {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Applies the next chunk of the oldest import; false where none waits. */
  run(): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const [waiting] = await transaction.query<Waiting>(
        `SELECT import_id AS "importId", subject, applied_through AS through FROM imports
          WHERE state = 'applying' ORDER BY import_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      );
      if (!waiting) return false;
      await this.applyChunk(transaction, waiting);
      return true;
    });
  }

  private async applyChunk(transaction: Transaction, { importId, subject, through }: Waiting): Promise<void> {
    const now = this.clock.now();
    const rows = await transaction.query<{ row: number; data: Patch }>(
      `SELECT row_number AS row, data FROM import_rows
        WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT ${CHUNK}`,
      [importId, through],
    );
    const refused: ImportErrorRow[] = [];
    await FOLDS[subject](
      rows.map(({ row, data }) => ({ row, data, correlationId: importId })),
      transaction,
      {
        now,
        origin: 'import',
        // Every row was checked when it came in; what an operator declared since then counts for the rows after it.
        undeclared: 'kept',
        refuse: ({ row }, { field, reason }) => refused.push({ row, field, reason: reason.replace(`${field} `, '') }),
      },
    );
    if (refused.length > 0) await noteErrors(transaction, importId, refused);
    const last = rows.length < CHUNK;
    await transaction.query(
      `UPDATE imports SET applied_through = $2, applied = applied + $3, wrong = wrong + $4, updated_at = $5,
              state = CASE WHEN $6 THEN 'done' ELSE state END, finished_at = CASE WHEN $6 THEN $5::timestamptz END
        WHERE import_id = $1`,
      [importId, rows.at(-1)?.row ?? through, rows.length - refused.length, refused.length, now.toISOString(), last],
    );
    if (last) await transaction.query('DELETE FROM import_rows WHERE import_id = $1', [importId]);
  }

  /** Gives up files that a process which ended had only begun to receive; nothing of them was applied. */
  async giveUpAbandoned(): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run((transaction) =>
      transaction.query(
        `WITH abandoned AS (
           UPDATE imports SET state = 'failed', reason = 'the file broke off; nothing was applied', finished_at = $1
            WHERE state = 'receiving' AND updated_at < $2 RETURNING import_id
         )
         DELETE FROM import_rows USING abandoned WHERE import_rows.import_id = abandoned.import_id`,
        [now.toISOString(), new Date(now.getTime() - SILENCE_MS).toISOString()],
      ),
    );
  }
}
