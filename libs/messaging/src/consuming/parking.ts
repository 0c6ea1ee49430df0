import type { RawRecord } from '../envelope/event.js';
import type { Transaction } from '../transaction.js';

/** A parked event, in the order of its key. */
export interface ParkedEvent {
  readonly seq: string;
  readonly record: RawRecord;
  /** Whether the inbox knows it already. */
  readonly taken: boolean;
}

/** Which of the events' keys are parked; those that are, stay parked until the transaction ends. */
export async function parkedAmong(
  transaction: Transaction,
  consumer: string,
  events: readonly { readonly key: string }[],
): Promise<Set<string>> {
  const [any] = await transaction.query('SELECT 1 FROM parked_keys WHERE consumer = $1 LIMIT 1', [consumer]);
  if (!any) return new Set();
  const rows = await transaction.query<{ key: string }>(
    `SELECT key FROM parked_keys WHERE consumer = $1 AND key = ANY ($2) ORDER BY key FOR SHARE`,
    [consumer, [...new Set(events.map(({ key }) => key))]],
  );
  return new Set(rows.map((row) => row.key));
}

/** Parks a key: its events wait in order until the first of them can be handled. */
export async function park(
  transaction: Transaction,
  consumer: string,
  key: string,
  options: { error: string; dueInMs: number },
): Promise<void> {
  await transaction.query(
    `INSERT INTO parked_keys (consumer, key, last_error, due_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4))
     ON CONFLICT (consumer, key) DO UPDATE SET due_at = least(parked_keys.due_at, excluded.due_at)`,
    [consumer, key, options.error, options.dueInMs / 1000],
  );
}

/** Puts records behind the parked events of their keys. */
export async function queueBehind(
  transaction: Transaction,
  consumer: string,
  records: readonly (RawRecord & { taken: boolean })[],
): Promise<void> {
  for (const record of records) {
    await transaction.query(
      `INSERT INTO parked_events (consumer, key, topic, "partition", "offset", headers, value, taken)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        consumer,
        record.key,
        record.topic,
        record.partition,
        record.offset,
        JSON.stringify(record.headers),
        record.value,
        record.taken,
      ],
    );
  }
}

/** Takes hold of a key that is due, or returns nothing; other instances pass over it until the transaction ends. */
export async function claimDueKey(
  transaction: Transaction,
  consumer: string,
): Promise<{ key: string; attempts: number } | undefined> {
  const rows = await transaction.query<{ key: string; attempts: number }>(
    `SELECT key, attempts FROM parked_keys WHERE consumer = $1 AND due_at <= now()
     ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [consumer],
  );
  return rows[0];
}

/** The event at the head of a parked key. */
export async function firstParked(
  transaction: Transaction,
  consumer: string,
  key: string,
): Promise<ParkedEvent | undefined> {
  const rows = await transaction.query<RawRecord & { seq: string; taken: boolean }>(
    `SELECT seq, taken, topic, "partition", "offset", key, headers, value FROM parked_events
     WHERE consumer = $1 AND key = $2 ORDER BY seq LIMIT 1`,
    [consumer, key],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { seq, taken, ...record } = row;
  return { seq, taken, record };
}

/** Takes an event off its key, and the key off the list when it was the last. */
export async function release(transaction: Transaction, consumer: string, key: string, seq: string): Promise<void> {
  await transaction.query('DELETE FROM parked_events WHERE seq = $1', [seq]);
  await transaction.query(
    `DELETE FROM parked_keys WHERE consumer = $1 AND key = $2
     AND NOT EXISTS (SELECT 1 FROM parked_events e WHERE e.consumer = $1 AND e.key = $2)`,
    [consumer, key],
  );
  await transaction.query('UPDATE parked_keys SET attempts = 0, due_at = now() WHERE consumer = $1 AND key = $2', [
    consumer,
    key,
  ]);
}

/** Takes hold of a key whose head is still this event; false when another instance dealt with it meanwhile. */
export async function holdHead(transaction: Transaction, consumer: string, key: string, seq: string): Promise<boolean> {
  await transaction.query('SELECT 1 FROM parked_keys WHERE consumer = $1 AND key = $2 FOR UPDATE', [consumer, key]);
  const rows = await transaction.query('SELECT 1 FROM parked_events WHERE seq = $1', [seq]);
  return rows.length > 0;
}

/** Notes that the head of a key failed again. */
export async function postpone(
  transaction: Transaction,
  consumer: string,
  key: string,
  options: { error: string; dueInMs: number },
): Promise<void> {
  await transaction.query(
    `UPDATE parked_keys SET attempts = attempts + 1, last_error = $3, due_at = now() + make_interval(secs => $4)
     WHERE consumer = $1 AND key = $2`,
    [consumer, key, options.error, options.dueInMs / 1000],
  );
}
