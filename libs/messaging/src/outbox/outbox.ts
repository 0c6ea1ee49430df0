import type { Contract } from '#contracts';
import { UnprocessableEvent } from '../consuming/errors.js';
import type { Cause } from '../envelope/event.js';
import { newId } from '../ids.js';
import { activeTraceparent } from '../tracing.js';
import type { Transaction } from '../transaction.js';
import { eventLine, writeRow } from './message-lines.js';

/** Rows are of a size that the relay claims a few of at a time. */
const MAX_ROW_BYTES = 256 * 1024;
/** Kafka takes batches of 1 MiB, unless it is told otherwise. */
export const MAX_MESSAGE_BYTES = 512 * 1024;

/** An event that is larger than a record may be: it can never be published. */
export class EventTooLarge extends UnprocessableEvent {}

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
  const line = eventLine(
    {
      topic: contract.topic,
      key,
      id,
      source: contract.source,
      type: contract.type,
      time: (options.time ?? new Date()).toISOString(),
      correlationId: cause.correlationId,
      causationId: cause.id,
      lineage: cause.lineage,
      traceparent: cause.traceparent ?? activeTraceparent(),
    },
    value,
  );
  const bytes = Buffer.byteLength(line);
  if (bytes > MAX_MESSAGE_BYTES)
    throw new EventTooLarge(`${contract.type} of ${bytes} bytes is larger than a record may be`);
  transaction.outgoing.push({ key, line, bytes });
  return id;
}

/** A message that is written when its transaction commits. */
export interface Outgoing {
  readonly key: string | null;
  readonly line: string;
  readonly bytes: number;
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
  lines: string[];
}

/** Packs messages into rows: a row holds many, so that a chunk of events costs one insert and one claim. */
function pack(messages: readonly Outgoing[], shards: number): Row[] {
  const open = new Map<number, Row>();
  const rows: Row[] = [];
  for (const message of messages) {
    const shard = shardOf(message.key, shards);
    const { bytes } = message;
    let row = open.get(shard);
    if (!row || row.bytes + bytes > MAX_ROW_BYTES) {
      row = { shard, bytes: 0, lines: [] };
      open.set(shard, row);
      rows.push(row);
    }
    row.lines.push(message.line);
    row.bytes += bytes;
  }
  return rows;
}

/** Writes what the transaction published, in order, as its last statement. */
export async function writeOutbox(transaction: Transaction, shards: number): Promise<void> {
  if (transaction.outgoing.length === 0) return;
  const rows = pack(transaction.outgoing, shards);
  // Scalars: a row's content is large, and as an element of an array it would be escaped character by character.
  const values = rows.map((_, row) => `($${4 * row + 1}, $${4 * row + 2}, $${4 * row + 3}, $${4 * row + 4})`);
  await transaction.query(
    `INSERT INTO outbox (shard, bytes, messages, packed) VALUES ${values.join(', ')}`,
    rows.flatMap((row) => {
      const { messages, packed } = writeRow(row.lines);
      return [row.shard, row.bytes, messages, packed];
    }),
  );
}
