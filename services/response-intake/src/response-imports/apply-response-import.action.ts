import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { applyPeople } from './apply-people.action.js';
import { applyResponses } from './apply-responses.action.js';
import { applySuppressions } from './apply-suppressions.action.js';
import type { ChunkOutcome, ImportChunk, WaitingStep } from './import-chunk.rules.js';
import { PHASES } from './import-step.rules.js';
import { type ImportUnderWay, NOTHING_APPLIED } from './response-import.rules.js';
import { noteRefused } from './stage-steps.query.js';

// Each statement waits for its turn in a process that has more to do: as few of them as keep a transaction short.
const CHUNK = 5000;
/** A file of which nothing came in for so long was left behind by a process that ended. */
const SILENCE_MS = 5 * 60_000;

const APPLY = [applySuppressions, applyPeople, applyResponses] as readonly ((
  transaction: Transaction,
  chunk: ImportChunk<never>,
) => Promise<ChunkOutcome>)[];

/**
 * Applies imports that were received whole, a chunk per transaction: who must not be asked first, then people, then responses.
 * How far it got is kept with what was applied: after a restart it goes on exactly there. A dry run does all of it but write.
 */
@Injectable()
export class ApplyResponseImport {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Applies the next chunk of the oldest import; false where none waits. */
  run(): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const [under] = await transaction.query<ImportUnderWay>(
        `SELECT import_id AS "importId", source, dry_run AS "dryRun", phase, applied_through AS through
         FROM response_imports WHERE state = 'applying' ORDER BY import_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      );
      if (!under) return false;
      await this.applyChunk(transaction, under);
      return true;
    });
  }

  private async applyChunk(transaction: Transaction, under: ImportUnderWay): Promise<void> {
    const now = this.clock.now();
    const steps = await transaction.query<WaitingStep<never> & { ref: string }>(
      `SELECT ref, row_number AS row, data FROM response_import_rows
        WHERE import_id = $1 AND phase = $2 AND ref > $3 ORDER BY ref LIMIT ${CHUNK}`,
      [under.importId, under.phase, under.through],
    );
    const outcome = steps.length === 0 ? undefined : await APPLY[under.phase]!(transaction, { under, steps, now });
    const refused = await noteRefused(transaction, under.importId, outcome?.refused ?? []);
    const isPhaseOver = steps.length < CHUNK;
    const isOver = isPhaseOver && under.phase === PHASES.responses;
    const sum = { ...NOTHING_APPLIED, ...outcome?.applied };
    await transaction.query(
      `UPDATE response_imports SET phase = $2, applied_through = $3, done = done + $4, refused = refused + $5,
              suppressions = suppressions + $6, people = people + $7, recorded = recorded + $8, revised = revised + $9,
              unchanged = unchanged + $10, updated_at = $11, state = CASE WHEN $12 THEN 'done' ELSE state END,
              finished_at = CASE WHEN $12 THEN $11::timestamptz END
        WHERE import_id = $1`,
      [
        under.importId,
        isPhaseOver && !isOver ? under.phase + 1 : under.phase,
        isPhaseOver ? '' : steps.at(-1)!.ref,
        steps.length,
        refused,
        sum.suppressions,
        sum.people,
        sum.recorded,
        sum.revised,
        sum.unchanged,
        now.toISOString(),
        isOver,
      ],
    );
    if (isOver) await transaction.query('DELETE FROM response_import_rows WHERE import_id = $1', [under.importId]);
  }

  /** Gives up files that a process which ended had only begun to receive; nothing of them was applied. */
  async giveUpAbandoned(): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run((transaction) =>
      transaction.query(
        `WITH abandoned AS (
           UPDATE response_imports SET state = 'failed', reason = 'the file broke off; nothing was applied', finished_at = $1
            WHERE state = 'receiving' AND updated_at < $2 RETURNING import_id
         )
         DELETE FROM response_import_rows USING abandoned WHERE response_import_rows.import_id = abandoned.import_id`,
        [now.toISOString(), new Date(now.getTime() - SILENCE_MS).toISOString()],
      ),
    );
  }
}
