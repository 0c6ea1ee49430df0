import type { Contract } from '#contracts';
import type { Cause } from '../envelope/event.js';
import { newId } from '../ids.js';
import { activeTraceparent } from '../tracing.js';
import type { Transaction } from '../transaction.js';
import { type OutboxMessage, writeMessages } from './message-lines.js';

/** Rows stay well under Kafka's default limit of 1 MiB for a batch. */
const MAX_ROW_BYTES = 256 * 1024;
const MAX_MESSAGE_BYTES = 512 * 1024;

/** An event that is larger than a record may be. */
export class EventTooLarge extends Error {}

/**
 * Publishes an event when the transaction commits; the only way to publish.
 * @param options.id the event's id where it must be known before; a new one otherwise
 * @param options.time when it happened; now otherwise
 * @returns the event's id
 * @throws EventTooLarge above 512 KiB
 */
export function publish<T>(
  transaction: Transaction,
  contract: Contract<T>,
  data: T,
  cause: Cause,
  options: { id?: string; time?: Date } = {},
): string {
  const id = options.id ?? newId();
  const key = contract.key(data);
  const value = JSON.stringify(data);
  if (value.length > MAX_MESSAGE_BYTES) throw new EventTooLarge(`${contract.type} of ${value.length} bytes`);
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: contract.source,
    ce_type: contract.type,
    ce_time: (options.time ?? new Date()).toISOString(),
    ce_subject: key,
    ce_correlationid: cause.correlationId,
    'content-type': 'application/json',
  };
  if (cause.id !== undefined) headers.ce_causationid = cause.id;
  if (cause.lineage !== undefined) headers.ce_lineage = cause.lineage;
  const traceparent = cause.traceparent ?? activeTraceparent();
  if (traceparent !== undefined) headers.traceparent = traceparent;
  transaction.outgoing.push({ topic: contract.topic, key, headers, value });
  return id;
}

/** Which relay sends a key's messages: order is kept within a shard. */
function shardOf(key: string | null, shards: number): number {
  if (shards === 1 || key === null) return 0;
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash >>> 0) % shards;
}

interface Row {
  shard: number;
  bytes: number;
  messages: OutboxMessage[];
}

/** Packs messages into rows: a row holds many, so that a chunk of events costs one insert and one claim. */
function pack(messages: readonly OutboxMessage[], shards: number): Row[] {
  const open = new Map<number, Row>();
  const rows: Row[] = [];
  for (const message of messages) {
    const shard = shardOf(message.key, shards);
    const bytes = (message.value?.length ?? 0) + 400;
    let row = open.get(shard);
    if (!row || row.bytes + bytes > MAX_ROW_BYTES) {
      row = { shard, bytes: 0, messages: [] };
      open.set(shard, row);
      rows.push(row);
    }
    row.messages.push(message);
    row.bytes += bytes;
  }
  return rows;
}

/** Writes what the transaction published, in order, as its last statement. */
export async function writeOutbox(transaction: Transaction, shards: number): Promise<void> {
  if (transaction.outgoing.length === 0) return;
  const rows = pack(transaction.outgoing, shards);
  // Scalars: the text of a row is large, and as an element of an array it would be escaped character by character.
  const values = rows.map((_, row) => `($${3 * row + 1}, $${3 * row + 2}, $${3 * row + 3})`);
  await transaction.query(
    `INSERT INTO outbox (shard, bytes, messages) VALUES ${values.join(', ')}`,
    rows.flatMap((row) => [row.shard, row.bytes, writeMessages(row.messages)]),
  );
}
