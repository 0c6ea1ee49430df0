import type { Contract } from '#contracts';
import { timestamp } from '../clock.js';
import { UnprocessableEvent } from '../consuming/errors.js';
import type { Cause } from '../envelope/event.js';
import { newId } from '../ids.js';
import { activeTraceparent } from '../tracing.js';
import type { Transaction } from '../transaction.js';
import { eventLine, RowWriter } from './message-lines.js';

/** Kafka takes batches of 1 MiB, unless it is told otherwise. */
export const MAX_MESSAGE_BYTES = 512 * 1024;

/** An event that is larger than a record may be: it can never be published. */
export class EventTooLarge extends UnprocessableEvent {}

/**
 * Publishes an event when the transaction commits; the only way to publish.
 * @param options.id the event's id where it must be known before; a new one otherwise
 * @param options.time when it happened; now otherwise
 * @param options.bulk for one of very many that nobody waits for: they are sent apart, and leave time to everything else; what is
 * published otherwise may overtake them
 * @returns the event's id
 * @throws EventTooLarge above 512 KiB
 */
export function publish<T>(
  transaction: Transaction,
  contract: Contract<T>,
  data: T,
  cause: Cause,
  options: { id?: string; time?: Date; bulk?: boolean } = {},
): string {
  const id = options.id ?? newId();
  const key = contract.key(data);
  const line = eventLine(
    {
      topic: contract.topic,
      key,
      id,
      source: contract.source,
      type: contract.type,
      time: timestamp(options.time ?? new Date()),
      correlationId: cause.correlationId,
      causationId: cause.id,
      lineage: cause.lineage,
      traceparent: cause.traceparent ?? activeTraceparent(),
    },
    JSON.stringify(data),
  );
  // A character has three bytes at most: only what is very long has to be counted.
  const bytes = line.length * 3 > MAX_MESSAGE_BYTES ? Buffer.byteLength(line) : 0;
  if (bytes > MAX_MESSAGE_BYTES)
    throw new EventTooLarge(`${contract.type} of ${bytes} bytes is larger than a record may be`);
  transaction.outgoing.add(key, line, options.bulk);
  return id;
}

/** Which relay sends a key's messages: order is kept within a shard. */
function shardOf(key: string | null, shards: number): number {
  if (shards === 1 || key === null) return 0;
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash >>> 0) % shards;
}

/** What keeps messages, and the shards of those who are to send them. */
interface OutboxStatement {
  readonly sql: string;
  readonly parameters: unknown[];
  readonly shards: ReadonlySet<number>;
}

/** The messages that are written when their transaction commits. */
export class Outgoing {
  private readonly writers: RowWriter[];

  /** @param shards how many relays share what is not bulk, which has the next shard to itself */
  constructor(private readonly shards: number) {
    this.writers = Array.from({ length: shards + 1 }, () => new RowWriter());
  }

  /** @param line as `eventLine` or `writeLine` makes it */
  add(key: string | null, line: string, isBulk = false): void {
    this.writers[isBulk ? this.shards : shardOf(key, this.shards)]!.add(line);
  }

  /** The statement that keeps the messages, in order; nothing where there is none. Nothing can be added afterwards. */
  statement(): OutboxStatement | undefined {
    const rows = this.writers.flatMap((writer, shard) => writer.rows().map((row) => ({ shard, ...row })));
    if (rows.length === 0) return undefined;
    // Scalars: a row's content is large, and as an element of an array it would be escaped character by character.
    const values = rows.map((_, row) => `($${4 * row + 1}, $${4 * row + 2}, $${4 * row + 3}, $${4 * row + 4})`);
    return {
      sql: `INSERT INTO outbox (shard, bytes, messages, packed) VALUES ${values.join(', ')}`,
      parameters: rows.flatMap(({ shard, bytes, messages, packed }) => [shard, bytes, messages, packed]),
      shards: new Set(rows.map(({ shard }) => shard)),
    };
  }
}
