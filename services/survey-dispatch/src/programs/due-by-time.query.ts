import type { Transaction } from '#messaging';
import { type StoredProgram, selectPrograms } from './active-programs.query.js';
import type { SpreadRange } from './cadence.rules.js';

/** A program that time fires, held by one instance; times in epoch milliseconds. */
export interface TimedProgram extends StoredProgram {
  readonly walkedUntil: number;
}

/** Holds an active program that time fires and that was not walked up to `until` yet, or nothing. */
export async function holdTimedProgram(transaction: Transaction, until: Date): Promise<TimedProgram | undefined> {
  const [held] = await transaction.query<{ programId: string; walkedUntil: number }>(
    `SELECT program_id AS "programId", (extract(epoch FROM walked_until) * 1000)::float8 AS "walkedUntil" FROM programs
     WHERE state = 'active' AND kind <> 'transactional' AND walked_until < $1
     ORDER BY walked_until LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [until.toISOString()],
  );
  if (!held) return undefined;
  const [program] = await transaction.query<StoredProgram>(selectPrograms('p.program_id = $1'), [held.programId]);
  return { ...program!, walkedUntil: held.walkedUntil };
}

/** Notes up to when a program made its candidates. */
export async function noteWalked(transaction: Transaction, programId: string, until: number): Promise<void> {
  await transaction.query('UPDATE programs SET walked_until = $2 WHERE program_id = $1', [
    programId,
    new Date(until).toISOString(),
  ]);
}

/** A contact whom time may have asked. */
export interface TimedContact {
  readonly contactId: string;
  readonly accountId: string | null;
  readonly spread: number;
}

/** The contacts of these places in the cycle. */
export function contactsBetween(transaction: Transaction, ranges: readonly SpreadRange[]): Promise<TimedContact[]> {
  return transaction.query<TimedContact>(
    `SELECT c.contact_id AS "contactId", c.account_id AS "accountId", c.spread
     FROM unnest($1::int[], $2::int[]) AS r (first, last) JOIN contacts c ON c.spread BETWEEN r.first AND r.last`,
    [ranges.map(([first]) => first), ranges.map(([, last]) => last)],
  );
}

/** How many contacts there are, as far as Postgres estimates it. */
export async function estimateContacts(transaction: Transaction): Promise<number> {
  const [row] = await transaction.query<{ count: number }>(
    `SELECT greatest(reltuples, 0)::float8 AS count FROM pg_class WHERE oid = 'contacts'::regclass`,
  );
  return row!.count;
}

/** Which of these events were decided already: a clock that was set back has time go by twice. */
export async function decidedAlready(transaction: Transaction, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await transaction.query<{ id: string }>(
    `SELECT journey_event_id AS id FROM decisions
     WHERE journey_event_id = ANY ($1::text[]) AND journey_event_source = $2`,
    [eventIds, TIMED_SOURCE],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A contact of an account whose date comes near. */
export interface DatedContact {
  readonly contactId: string;
  readonly accountId: string;
  /** ISO 8601 date. */
  readonly date: string;
  readonly daysBefore: number;
}

/**
 * The contacts of customers whose renewal is a number of days ahead, and of those that it was a few days ago because the
 * date has moved; who was decided on for that date already is left out.
 * @param today ISO 8601 date
 */
export function contactsBeforeRenewal(
  transaction: Transaction,
  program: { readonly programId: string; readonly daysBefore: readonly number[] },
  today: string,
  limit: number,
): Promise<DatedContact[]> {
  return transaction.query<DatedContact>(
    `SELECT c.contact_id AS "contactId", a.account_id AS "accountId", a.renewal_date::text AS date, n.days AS "daysBefore"
     FROM unnest($2::int[]) AS n (days)
     JOIN accounts a ON a.renewal_date BETWEEN $3::date + n.days - 3 AND $3::date + n.days AND a.renewal_date >= $3::date
     JOIN contacts c ON c.account_id = a.account_id
     WHERE a.lifecycle <> 'churned' AND NOT EXISTS (
       SELECT 1 FROM decisions d WHERE d.journey_event_source = $4 AND d.program_id = $1
         AND d.journey_event_id = $1 || ':' || a.renewal_date || ':' || n.days || ':' || c.contact_id)
     ORDER BY c.contact_id LIMIT $5`,
    [program.programId, program.daysBefore, today, TIMED_SOURCE, limit],
  );
}

/** CloudEvents source of what time fires. */
export const TIMED_SOURCE = '/survey-dispatch/programs';
