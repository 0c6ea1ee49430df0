import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import type { Logger } from '../logger.js';
import { traceSends } from '../tracing.js';
import type { Transactions } from '../transaction.js';
import { type OutboxMessage, type RowContent, readRow } from './message-lines.js';
import { Signal } from './signal.js';

const CLAIM_BYTES = 512 * 1024;
const CLAIM_ROWS = 1_000;
/** Kafka's default limit for one batch is 1 MiB; all that is sent at once may be for one partition. */
const SEND_BYTES = 600 * 1024;
const POLL_MS = 1_000;
/** What is published while others publish, too, is sent with theirs: at least so much is between the beginnings of two claims. */
const GATHER_MS = 20;
const BUSY_MS = 20;
const MAX_BACKOFF_MS = 5_000;

/** A row that was claimed; without content where there was none to claim. */
interface ClaimedRow extends RowContent {
  readonly mine: boolean;
  readonly bytes: number | null;
}

/** What a relay sends, and how. */
export interface RelayOptions {
  readonly shard: number;
  /** Set before every topic. */
  readonly topicPrefix: string;
  /** How long it rests between two sends, in times of what the one before took; 0 where somebody waits for what it sends. */
  readonly rest: number;
}

/** After a claim: more is waiting, all was claimed, or another relay holds the shard. */
type Outcome = 'more' | 'drained' | 'busy';

/**
 * Moves outbox rows to Kafka: claims and deletes rows in order, sends them with `acks: -1`, then commits. A crash in
 * between sends them again, with the same ids. One relay works per shard at a time, whatever the number of instances.
 */
export class Relay {
  private readonly signal = new Signal();
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  private busy = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly producer: Producer,
    private readonly options: RelayOptions,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  /** Says that there are new rows. */
  wake(): void {
    this.signal.raise();
  }

  /** Sends what is committed, then stops; where it rests between two sends, it sends one more at most. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.signal.raise();
    await this.running;
  }

  private async loop(): Promise<void> {
    for (;;) {
      const last = this.stopped.signal.aborted;
      const began = performance.now();
      const wait = await this.drain();
      if (last) return;
      await this.signal.wait(wait);
      await this.pause(GATHER_MS - (performance.now() - began));
    }
  }

  /** Sends until all that was there is claimed; who commits more says so. Returns how long to wait for more, in milliseconds. */
  private async drain(): Promise<number> {
    const { shard, rest } = this.options;
    const { signal } = this.stopped;
    try {
      for (;;) {
        const began = performance.now();
        const outcome = await this.sendNext();
        if (this.failures > 0) this.logger.info({ shard }, 'outbox relay is sending again');
        this.failures = 0;
        if (outcome === 'busy') return Math.min(BUSY_MS * 2 ** this.busy++, POLL_MS);
        this.busy = 0;
        if (outcome === 'drained') return POLL_MS;
        if (rest === 0) continue;
        if (signal.aborted) return POLL_MS;
        await this.pause(rest * (performance.now() - began));
      }
    } catch (error) {
      if (this.failures++ === 0) this.logger.warn({ shard, err: error }, 'outbox relay cannot send; it goes on trying');
      return Math.min(100 * 2 ** this.failures, MAX_BACKOFF_MS);
    }
  }

  /** Lets a time pass, or as much of it as there is until it is stopped. */
  private async pause(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: this.stopped.signal }).catch(() => {});
  }

  private sendNext(): Promise<Outcome> {
    return this.transactions.run(async (transaction) => {
      const rows = await transaction.query<ClaimedRow>(CLAIM, [this.options.shard, CLAIM_BYTES]);
      if (rows[0]?.mine !== true) return 'busy';
      const claimed = rows.filter((row): row is ClaimedRow & { bytes: number } => row.bytes !== null);
      for (const batch of inBatches(claimed.flatMap(readRow))) await this.send(batch);
      const bytes = claimed.reduce((sum, row) => sum + row.bytes, 0);
      return bytes >= CLAIM_BYTES || claimed.length === CLAIM_ROWS ? 'more' : 'drained';
    });
  }

  private async send(messages: readonly OutboxMessage[]): Promise<void> {
    await traceSends(async (headersOf) => {
      const byTopic = new Map<
        string,
        { key: string | null; value: Buffer | string | null; headers: Record<string, string> }[]
      >();
      for (const message of messages) {
        const topic = this.options.topicPrefix + message.topic;
        const records = byTopic.get(topic);
        const value = message.binary && message.value !== null ? Buffer.from(message.value, 'base64') : message.value;
        const record = { key: message.key, value, headers: headersOf(message) };
        if (records) records.push(record);
        else byTopic.set(topic, [record]);
      }
      await this.producer.sendBatch({
        acks: -1,
        topicMessages: [...byTopic].map(([topic, records]) => ({ topic, messages: records })),
      });
    });
  }
}

/** Splits messages, in order, into batches that Kafka takes. */
function* inBatches(messages: readonly OutboxMessage[]): Generator<OutboxMessage[]> {
  let batch: OutboxMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '') + JSON.stringify(message.headers).length;
    if (batch.length > 0 && bytes + size > SEND_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Takes hold of the shard and claims its oldest rows, up to a number of bytes but at least one. Never a high-water mark:
 * ids commit out of order. Answers one row at least, which says whether the shard is ours.
 */
const CLAIM = `
  WITH held AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'), $1) AS mine
  ), oldest AS (
    SELECT id, bytes, sum(bytes) OVER (ORDER BY id) AS total
    FROM (SELECT id, bytes FROM outbox WHERE shard = $1 AND (SELECT mine FROM held) ORDER BY id LIMIT ${CLAIM_ROWS}) AS first_rows
  ), claimed AS (
    DELETE FROM outbox
    WHERE shard = $1 AND id = ANY (ARRAY(SELECT id FROM oldest WHERE total - bytes < $2))
    RETURNING id, bytes, messages, packed
  )
  SELECT mine, bytes, messages, packed FROM held LEFT JOIN claimed ON true ORDER BY id`;
