import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';
import type { BudgetPolicy } from '../budget/budget-policy.rules.js';

/** What a dry run tries. */
export interface DryRunRequest {
  readonly days: number;
  readonly programId?: string;
  readonly policy?: BudgetPolicy;
}

/** What came of a dry run. */
export interface DryRunReport {
  readonly events: number;
  readonly counts: {
    readonly day: string;
    readonly outcome: string;
    readonly reason: string;
    readonly count: number;
  }[];
}

/** A dry run as it is kept. */
export interface DryRunRow {
  readonly dryRunId: string;
  readonly request: DryRunRequest;
  readonly askedForAt: Date;
  readonly finishedAt: Date | null;
  readonly report: DryRunReport | null;
}

const COLUMNS = `dry_run_id AS "dryRunId", request, asked_for_at AS "askedForAt", finished_at AS "finishedAt", report`;

/** A dry run by its id, or nothing. */
export async function findDryRun(dataSource: DataSource, dryRunId: string): Promise<DryRunRow | undefined> {
  const [row] = await dataSource.query(`SELECT ${COLUMNS} FROM dry_runs WHERE dry_run_id = $1`, [dryRunId]);
  return row;
}

/** Keeps what is to be run. */
export async function insertDryRun(transaction: Transaction, dryRunId: string, request: DryRunRequest, now: Date) {
  await transaction.query('INSERT INTO dry_runs (dry_run_id, request, asked_for_at) VALUES ($1, $2, $3)', [
    dryRunId,
    JSON.stringify(request),
    now.toISOString(),
  ]);
}

/** Takes a dry run that nobody runs, until a moment, or nothing. */
export async function leaseDryRun(transaction: Transaction, now: Date, until: Date): Promise<DryRunRow | undefined> {
  const [row] = await transaction.query<DryRunRow>(
    `UPDATE dry_runs SET lease_until = $2 WHERE dry_run_id = (
       SELECT dry_run_id FROM dry_runs WHERE finished_at IS NULL AND (lease_until IS NULL OR lease_until < $1)
       ORDER BY asked_for_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ${COLUMNS}`,
    [now.toISOString(), until.toISOString()],
  );
  return row;
}

/** Keeps what came of a dry run. */
export async function finishDryRun(transaction: Transaction, dryRunId: string, report: DryRunReport, now: Date) {
  await transaction.query('UPDATE dry_runs SET report = $2, finished_at = $3 WHERE dry_run_id = $1', [
    dryRunId,
    JSON.stringify(report),
    now.toISOString(),
  ]);
}
