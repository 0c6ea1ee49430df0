import type { Transaction } from '#messaging';
import type { DryRunProgress, DryRunReport, DryRunRequest } from './dry-runs.query.js';

/** A dry run that somebody runs: only who has the lease writes. */
export interface LeasedDryRun {
  readonly dryRunId: string;
  readonly leaseId: string;
  readonly request: DryRunRequest;
  readonly askedForAt: Date;
  readonly progress: DryRunProgress | null;
  readonly failures: number;
}

/** Takes a dry run that nobody runs, or nothing. */
export async function leaseDryRun(
  transaction: Transaction,
  leaseId: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<LeasedDryRun | undefined> {
  const [row] = await transaction.query<LeasedDryRun>(
    `UPDATE dry_runs SET lease_id = $3, lease_until = $2, state = 'running' WHERE dry_run_id = (
       SELECT dry_run_id FROM dry_runs WHERE finished_at IS NULL AND (lease_until IS NULL OR lease_until < $1)
       ORDER BY asked_for_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING dry_run_id AS "dryRunId", lease_id AS "leaseId", request, asked_for_at AS "askedForAt", progress, failures`,
    [now.toISOString(), until.toISOString(), leaseId],
  );
  return row;
}

type Held = Pick<LeasedDryRun, 'dryRunId' | 'leaseId'>;

async function update({ dryRunId, leaseId }: Held, transaction: Transaction, set: string, parameters: unknown[]) {
  const rows = await transaction.query(
    `UPDATE dry_runs SET ${set} WHERE dry_run_id = $1 AND lease_id = $2 AND finished_at IS NULL RETURNING 1`,
    [dryRunId, leaseId, ...parameters],
  );
  return rows.length > 0;
}

/** Says how far it is and keeps the lease; false where the run was cancelled, or somebody else has it. */
export function beat(
  transaction: Transaction,
  held: Held,
  { percent, events, until }: { readonly percent: number; readonly events: number; readonly until: Date },
): Promise<boolean> {
  return update(held, transaction, 'percent = $3, events = $4, lease_until = $5', [
    percent,
    events,
    until.toISOString(),
  ]);
}

/** Keeps how far it came; false as `beat`. */
export function keepProgress(transaction: Transaction, held: Held, progress: DryRunProgress): Promise<boolean> {
  return update(held, transaction, 'progress = $3, events = $4', [JSON.stringify(progress), progress.events]);
}

/** Keeps what came of it; false as `beat`. */
export function finish(transaction: Transaction, held: Held, report: DryRunReport, now: Date): Promise<boolean> {
  const set = `report = $3, events = $4, finished_at = $5, state = 'finished', percent = 100, progress = NULL`;
  return update(held, transaction, set, [JSON.stringify(report), report.events, now.toISOString()]);
}

/** Lets somebody else go on at once. */
export async function release(transaction: Transaction, held: Held): Promise<void> {
  await update(held, transaction, `lease_id = NULL, lease_until = NULL, state = 'waiting'`, []);
}

/** Has it tried again, or ends it where it failed too often. */
export async function noteFailure(
  transaction: Transaction,
  held: Held,
  { failure, most, now }: { readonly failure: string; readonly most: number; readonly now: Date },
): Promise<void> {
  await update(
    held,
    transaction,
    `failures = failures + 1, failure = $3, lease_id = NULL, lease_until = NULL,
     state = CASE WHEN failures + 1 >= $4 THEN 'failed' ELSE 'waiting' END,
     finished_at = CASE WHEN failures + 1 >= $4 THEN $5::timestamptz END`,
    [failure, most, now.toISOString()],
  );
}
