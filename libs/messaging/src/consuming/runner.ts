import type { Consumer, EachBatchPayload, IHeaders, Kafka, KafkaMessage } from 'kafkajs';
import type { RawRecord } from '../envelope/event.js';
import type { Logger } from '../logger.js';
import type { ChunkProcessor } from './chunk.js';
import { isTemporary } from './errors.js';
import { Progress } from './progress.js';

// As much as is fetched of a partition at once: statements cost what they cost for one row, and for thousands hardly more.
const CHUNK = 3_500;
const FETCH_BYTES = 2 * 1024 * 1024;
const HEARTBEAT_MS = 2_000;
const MAX_BACKOFF_MS = 5_000;

/** What a runner needs to know besides its consumer. */
export interface RunnerOptions {
  readonly groupId: string;
  /** Topics with the deployment's prefix. */
  readonly topics: readonly string[];
  /** How long the group waits for a silent member, in milliseconds. */
  readonly sessionTimeoutMs: number;
  /** Called when kafkajs ends the consumer for good. */
  readonly onFatal: (error: Error) => void;
}

/** Fetches batches for one consumer and moves the offset past each chunk that is durable. */
export class Runner {
  readonly progress: Progress;
  private readonly kafkaConsumer: Consumer;
  private readonly failures = new Map<string, number>();
  private readonly resumes = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(
    kafka: Kafka,
    private readonly processor: ChunkProcessor<unknown>,
    private readonly options: RunnerOptions,
    private readonly logger: Logger,
  ) {
    this.progress = new Progress(kafka, options.groupId, options.topics);
    this.kafkaConsumer = kafka.consumer({
      groupId: options.groupId,
      sessionTimeout: options.sessionTimeoutMs,
      heartbeatInterval: Math.min(3_000, options.sessionTimeoutMs / 3),
      maxWaitTimeInMs: 500,
      maxBytesPerPartition: FETCH_BYTES,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 10 },
    });
    this.kafkaConsumer.on('consumer.fetch', () => this.progress.fetched());
    this.kafkaConsumer.on('consumer.group_join', () => this.progress.joined());
    this.kafkaConsumer.on('consumer.crash', ({ payload }) => {
      if (payload.restart || this.stopping) return;
      this.progress.crashed = true;
      options.onFatal(payload.error);
    });
  }

  /** Joins the group and starts to consume. */
  async start(): Promise<void> {
    await this.kafkaConsumer.connect();
    await this.kafkaConsumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.kafkaConsumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: (payload) => this.consume(payload),
    });
  }

  /** Finishes the chunk under way, leaves the group and disconnects. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.resumes) clearTimeout(timer);
    await this.kafkaConsumer.disconnect();
    await this.progress.close();
  }

  private async consume(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat } = payload;
    const place = `${batch.topic}/${batch.partition}`;
    // A handler may take longer than a session lasts. What a heartbeat meets, a rebalance for one, is for kafkajs.
    let lost: unknown;
    const beat = () =>
      heartbeat().catch((error: unknown) => {
        lost = error;
      });
    const pulse = setInterval(() => void beat(), HEARTBEAT_MS);
    this.progress.received(place);
    try {
      for (let start = 0; start < batch.messages.length; start += CHUNK) {
        if (this.stopping || !payload.isRunning() || payload.isStale()) return this.progress.finished(place);
        const messages = batch.messages.slice(start, start + CHUNK);
        const processed = await this.processChunk(payload, messages);
        if (!processed) return;
        await this.commit(payload, messages.at(-1)!.offset);
        if (lost) throw lost;
      }
      this.progress.finished(place);
    } finally {
      clearInterval(pulse);
    }
  }

  /** Processes a chunk; on a temporary failure pauses the partition for a while and says no. */
  private async processChunk(payload: EachBatchPayload, messages: readonly KafkaMessage[]): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const place = `${topic}/${partition}`;
    try {
      await this.processor.process(messages.map((message) => toRecord(topic, partition, message)));
    } catch (error) {
      const failures = (this.failures.get(place) ?? 0) + 1;
      this.failures.set(place, failures);
      if (failures === 1 || !isTemporary(error)) {
        this.logger.warn(
          { consumer: this.options.groupId, topic, partition, err: error },
          'partition is paused; it is tried again',
        );
      }
      this.resumeLater(payload.pause(), Math.min(100 * 2 ** (failures - 1), MAX_BACKOFF_MS));
      return false;
    }
    if (this.failures.delete(place))
      this.logger.info({ consumer: this.options.groupId, topic, partition }, 'partition goes on');
    return true;
  }

  private resumeLater(resume: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.resumes.delete(timer);
      resume();
    }, delayMs);
    this.resumes.add(timer);
  }

  /** Commits through the payload: what that throws, kafkajs understands, and joins the group again. */
  private async commit(
    { batch, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload,
    offset: string,
  ): Promise<void> {
    const { topic, partition } = batch;
    resolveOffset(offset);
    this.progress.moved(`${topic}/${partition}`);
    const isLast = offset === batch.messages.at(-1)!.offset;
    // Behind the last message there may be a transaction's marker.
    const done = isLast ? batch.lastOffset() : offset;
    const next = String(BigInt(done) + 1n);
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next }] }] });
  }
}

/** Takes out of a message what it holds: of a batch on its way, everything else would be kept twice. */
function toRecord(topic: string, partition: number, message: KafkaMessage): RawRecord {
  const { offset, key, headers, value } = message;
  message.headers = undefined;
  return { topic, partition, offset, key: key === null ? null : toText(key), headers: toHeaders(headers), value };
}

function toHeaders(headers: IHeaders | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) result[toText(name)] = toText(first);
  }
  return result;
}

/** Postgres keeps no U+0000 in text; with a replacement character the record can at least be a dead letter. */
function toText(bytes: Buffer | string): string {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('utf8');
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
