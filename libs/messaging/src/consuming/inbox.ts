import type { IncomingEvent, RawRecord } from '../envelope/event.js';
import type { Transaction } from '../transaction.js';
import { sqlStateOf, UnprocessableEvent } from './errors.js';

/** What makes an event the same event: its CloudEvents source and id. */
export function eventKey(event: IncomingEvent): string {
  return `${event.source} ${event.id}`;
}

/** What makes an unreadable record the same record: its place in the topic. */
export function positionKey(record: RawRecord): string {
  return `@${record.topic}/${record.partition}/${record.offset}`;
}

/** Some of a chunk was taken before: the transaction is over, and the chunk must be taken with care. */
export class TakenBefore extends UnprocessableEvent {
  constructor() {
    super('this event was taken before', 'id');
  }
}

const UNIQUE_VIOLATION = '23505';

/**
 * Notes that a consumer takes these, none of which it took before.
 * @throws TakenBefore where that is not so
 */
export async function takeAll(transaction: Transaction, consumer: string, keys: readonly string[]): Promise<void> {
  try {
    await transaction.query('INSERT INTO inbox (consumer, event_key) SELECT $1, unnest($2::text[])', [consumer, keys]);
  } catch (error) {
    throw sqlStateOf(error) === UNIQUE_VIOLATION ? new TakenBefore() : error;
  }
}

/** Notes that a consumer takes these; returns the keys that it had not taken before. Dearer than `takeAll`. */
export async function take(transaction: Transaction, consumer: string, keys: readonly string[]): Promise<Set<string>> {
  const rows = await transaction.query<{ event_key: string }>(
    `INSERT INTO inbox (consumer, event_key)
     SELECT $1, unnest($2::text[])
     ON CONFLICT DO NOTHING
     RETURNING event_key`,
    [consumer, keys],
  );
  return new Set(rows.map((row) => row.event_key));
}

/** Forgets what was taken longer ago than any producer or operator sends again; returns the number of rows. */
export async function forget(transaction: Transaction, olderThanDays: number): Promise<number> {
  const rows = await transaction.query<{ forgotten: string }>(
    `WITH old AS (
       DELETE FROM inbox WHERE (event_key, consumer) IN (
         SELECT event_key, consumer FROM inbox WHERE taken_at < now() - make_interval(days => $1) LIMIT 10000)
       RETURNING 1)
     SELECT count(*) AS forgotten FROM old`,
    [olderThanDays],
  );
  return Number(rows[0]?.forgotten ?? 0);
}
