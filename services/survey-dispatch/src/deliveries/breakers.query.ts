import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';

/** Whether a channel is paused because its provider fails. */
export interface Breaker {
  readonly channel: string;
  /** Since when it is paused; null while it is not. */
  readonly openSince: Date | null;
  /** When one message may probe. */
  readonly probeAt: Date | null;
  readonly failedProbes: number;
  /** What failed last, without addresses. */
  readonly reason: string | null;
}

const COLUMNS = `channel, open_since AS "openSince", probe_at AS "probeAt", failed_probes AS "failedProbes", reason`;

/** The breaker of a channel; nothing where it was never paused. */
export async function readBreaker(transaction: Transaction, channel: string): Promise<Breaker | undefined> {
  const rows = await transaction.query<Breaker>(`SELECT ${COLUMNS} FROM delivery_breakers WHERE channel = $1`, [
    channel,
  ]);
  return rows[0];
}

/** The breakers of all channels that were ever paused. */
export function readBreakers(dataSource: DataSource): Promise<Breaker[]> {
  return dataSource.query(`SELECT ${COLUMNS} FROM delivery_breakers`);
}

/** Pauses a channel for all dispatchers; false where it is paused already. */
export async function openBreaker(
  transaction: Transaction,
  channel: string,
  { at, probeAt, reason }: { at: Date; probeAt: Date; reason: string },
): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO delivery_breakers AS b (channel, open_since, probe_at, reason) VALUES ($1, $2, $3, $4)
     ON CONFLICT (channel) DO UPDATE SET open_since = excluded.open_since, probe_at = excluded.probe_at,
       reason = excluded.reason, failed_probes = 0
     WHERE b.open_since IS NULL RETURNING 1`,
    [channel, at.toISOString(), probeAt.toISOString(), reason],
  );
  return rows.length > 0;
}

/** Has a channel be used again; false where it is already. */
export async function closeBreaker(transaction: Transaction, channel: string): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE delivery_breakers SET open_since = NULL, probe_at = NULL, failed_probes = 0
     WHERE channel = $1 AND open_since IS NOT NULL RETURNING 1`,
    [channel],
  );
  return rows.length > 0;
}

/** Takes the right to probe a paused channel: of several dispatchers one has it, until `until`. */
export async function takeProbe(transaction: Transaction, channel: string, now: Date, until: Date): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE delivery_breakers SET probe_at = $3
     WHERE channel = (SELECT channel FROM delivery_breakers
       WHERE channel = $1 AND open_since IS NOT NULL AND probe_at <= $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [channel, now.toISOString(), until.toISOString()],
  );
  return rows.length > 0;
}

/** Says when the next probe may be. */
export async function setProbe(
  transaction: Transaction,
  channel: string,
  { probeAt, failedProbes, reason }: { probeAt: Date; failedProbes: number; reason?: string },
): Promise<void> {
  await transaction.query(
    `UPDATE delivery_breakers SET probe_at = $2, failed_probes = $3, reason = coalesce($4, reason)
     WHERE channel = $1 AND open_since IS NOT NULL`,
    [channel, probeAt.toISOString(), failedProbes, reason ?? null],
  );
}
