import type { DataSource } from 'typeorm';
import { rowSet, type Transaction } from '#messaging';
import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import type { ActiveProgram } from '../programs/active-program.rules.js';
import type { Count, DayCount, Deferrals, Load, TallySoFar } from './tally.rules.js';
import type { GivenProgram } from './tried-program.rules.js';

/** What a dry run tries. */
export interface DryRunRequest {
  readonly days: number;
  /** A program that is there. */
  readonly programId?: string;
  /** A program that need not be there; one of the same id is replaced by it. */
  readonly program?: GivenProgram;
  readonly policy?: BudgetPolicy;
}

/** What came of a dry run. */
export interface DryRunReport {
  readonly since: string;
  readonly until: string;
  readonly events: number;
  readonly counts: readonly DayCount[];
  readonly recorded: readonly Count[];
  readonly deferrals: Deferrals;
  readonly load: Load;
  readonly recordedLoad: Load;
  readonly notes: readonly string[];
}

/** How far a dry run came, so that it goes on there after an interruption. */
export interface DryRunProgress {
  /** How many slices are done, of how many. */
  readonly slices: number;
  readonly of: number;
  readonly events: number;
  readonly planned: TallySoFar;
  readonly recorded: TallySoFar;
  /** As they were when it began: a program that is changed meanwhile does not divide the report. */
  readonly programs: readonly ActiveProgram[];
  readonly policy: BudgetPolicy;
}

export type DryRunState = 'waiting' | 'running' | 'finished' | 'cancelled' | 'failed';

/** A dry run as it is kept. */
export interface DryRunRow {
  readonly dryRunId: string;
  readonly state: DryRunState;
  readonly request: DryRunRequest;
  readonly askedForAt: Date;
  readonly finishedAt: Date | null;
  readonly percent: number;
  readonly events: number;
  readonly failure: string | null;
  readonly report: DryRunReport | null;
}

const COLUMNS = `dry_run_id AS "dryRunId", request, asked_for_at AS "askedForAt", finished_at AS "finishedAt", percent,
  events::float8 AS events, failure, report, state`;

/** A dry run by its id, or nothing. */
export async function findDryRun(dataSource: DataSource, dryRunId: string): Promise<DryRunRow | undefined> {
  const [row] = await dataSource.query(`SELECT ${COLUMNS} FROM dry_runs WHERE dry_run_id = $1`, [dryRunId]);
  return row;
}

/** Dry runs without their reports, newest first. */
export function listDryRuns(
  dataSource: DataSource,
  { cursor, limit }: { readonly cursor?: string; readonly limit: number },
): Promise<Omit<DryRunRow, 'report'>[]> {
  return dataSource.query(
    `SELECT ${COLUMNS.replace('report, ', '')} FROM dry_runs WHERE $1::uuid IS NULL OR dry_run_id < $1
     ORDER BY dry_run_id DESC LIMIT $2`,
    [cursor, limit],
  );
}

/** Keeps what is to be run. */
export async function insertDryRun(transaction: Transaction, dryRunId: string, request: DryRunRequest, now: Date) {
  await transaction.query('INSERT INTO dry_runs (dry_run_id, request, asked_for_at) VALUES ($1, $2, $3)', [
    dryRunId,
    JSON.stringify(request),
    now.toISOString(),
  ]);
}

/** Ends a dry run that is not over; false where it is. */
export async function cancelDryRun(transaction: Transaction, dryRunId: string, now: Date): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE dry_runs SET state = 'cancelled', finished_at = $2, progress = NULL
     WHERE dry_run_id = $1 AND finished_at IS NULL RETURNING 1`,
    [dryRunId, now.toISOString()],
  );
  return rows.length > 0;
}

/** Removes some dry runs that were over before a moment, and says how many. */
export async function deleteDryRuns(transaction: Transaction, before: Date): Promise<number> {
  const rows = await transaction.query(
    `DELETE FROM dry_runs WHERE dry_run_id IN (
       SELECT dry_run_id FROM dry_runs WHERE finished_at < $1 ORDER BY finished_at LIMIT 20 FOR UPDATE SKIP LOCKED)
     RETURNING 1`,
    [before.toISOString()],
  );
  return rows.length;
}

/** A contact of whom a dry run says what would have become. */
export interface DryRunContact {
  readonly place: string;
  readonly programId: string | null;
  readonly outcome: string;
  readonly reason: string;
  readonly contactId: string;
  readonly journeyEventId: string;
  readonly at: Date;
}

const contacts = rowSet<DryRunContact>({
  place: ['uuid', ({ place }) => place],
  program_id: ['text', ({ programId }) => programId],
  outcome: ['text', ({ outcome }) => outcome],
  reason: ['text', ({ reason }) => reason],
  contact_id: ['text', ({ contactId }) => contactId],
  journey_event_id: ['text', ({ journeyEventId }) => journeyEventId],
  at: ['timestamptz', ({ at }) => at],
});

/** Keeps contacts of a dry run. */
export async function insertContacts(transaction: Transaction, dryRunId: string, rows: readonly DryRunContact[]) {
  await transaction.query(
    `INSERT INTO dry_run_contacts (${contacts.names}, dry_run_id) SELECT ${contacts.unnested}, $${contacts.next}::uuid`,
    [...contacts.values(rows), dryRunId],
  );
}

/** What contacts of a dry run are looked for by; all that is given must fit. */
export interface DryRunContactFilter {
  readonly outcome?: string;
  readonly programId?: string;
  readonly reason?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Contacts of a dry run. */
export function listContacts(
  dataSource: DataSource,
  dryRunId: string,
  { outcome, programId, reason, cursor, limit }: DryRunContactFilter,
): Promise<DryRunContact[]> {
  return dataSource.query(
    `SELECT place, program_id AS "programId", outcome, reason, contact_id AS "contactId",
       journey_event_id AS "journeyEventId", at FROM dry_run_contacts
     WHERE dry_run_id = $1 AND ($2::text IS NULL OR outcome = $2) AND ($3::text IS NULL OR program_id = $3)
       AND ($4::text IS NULL OR reason = $4) AND ($5::uuid IS NULL OR place > $5) ORDER BY place LIMIT $6`,
    [dryRunId, outcome, programId, reason, cursor, limit],
  );
}
