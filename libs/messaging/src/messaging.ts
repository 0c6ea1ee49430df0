import type { Kafka, Producer } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { ChunkProcessor } from './consuming/chunk.js';
import type { EventConsumer } from './consuming/consumer.js';
import { forgetLetters } from './consuming/dead-letters.js';
import { forget } from './consuming/inbox.js';
import { ParkedRetry } from './consuming/parked-retry.js';
import { Runner } from './consuming/runner.js';
import { createKafka } from './kafka/client.js';
import { provisionTopics } from './kafka/provisioning.js';
import { TopicNames } from './kafka/topic-names.js';
import type { Logger } from './logger.js';
import { Relay } from './outbox/relay.js';
import { Transactions } from './transaction.js';

/** What a deployment decides about messaging. */
export interface MessagingOptions {
  /** The service's name: the first part of its consumer groups and its Kafka client id. */
  readonly service: string;
  readonly brokers: readonly string[];
  /** Set before every topic and group, so that several installations share a cluster. */
  readonly topicPrefix: string;
  /** Topics that an outside system names: their whole names by the contract's topic. */
  readonly topicNames?: Readonly<Record<string, string>>;
  /** How long a silent instance keeps its partitions, in milliseconds. */
  readonly sessionTimeoutMs: number;
  /** Called when a consumer ended for good; a process that goes on would only look healthy. */
  readonly onFatal: (error: Error) => void;
}

/** A consumer with its members of the group, and what tries its parked events again. */
interface RunningConsumer {
  readonly consumer: EventConsumer;
  readonly runners: readonly Runner[];
  readonly retry: ParkedRetry;
}

const OUTBOX_SHARDS = 2;
/** What is bulk is sent half of the time: the busier everything is, the longer each send takes, and the longer it rests. */
const BULK_REST = 1;
const INBOX_DAYS = 45;
const LETTER_DAYS = 90;
const FORGET_EVERY_MS = 3_600_000;

/** A service's messaging: its transactions, its relays and its consumers. */
export class Messaging {
  readonly transactions: Transactions;
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private relays: Relay[] = [];
  private consumers: RunningConsumer[] = [];
  private forgetting: NodeJS.Timeout | undefined;

  constructor(
    dataSource: DataSource,
    private readonly options: MessagingOptions,
    private readonly logger: Logger,
  ) {
    this.transactions = new Transactions(dataSource, OUTBOX_SHARDS);
    this.kafka = createKafka(options.service, options.brokers, logger);
    this.producer = this.kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
  }

  /** Makes the topics, starts the relays, then the consumers. */
  async start(consumers: readonly EventConsumer[]): Promise<void> {
    const { topicPrefix, topicNames } = this.options;
    await provisionTopics(this.kafka, topicPrefix, this.logger, topicNames);
    await this.producer.connect();
    this.relays = Array.from(
      { length: OUTBOX_SHARDS + 1 },
      (_, shard) =>
        new Relay(
          this.transactions,
          this.producer,
          { shard, topicPrefix, rest: shard === OUTBOX_SHARDS ? BULK_REST : 0 },
          this.logger,
        ),
    );
    for (const relay of this.relays) relay.start();
    this.transactions.onPublished = (shards) => {
      for (const shard of shards) this.relays[shard]?.wake();
    };
    this.consumers = consumers.map((consumer) => this.build(consumer));
    await Promise.all(this.runners().map((runner) => runner.start()));
    for (const { retry } of this.consumers) retry.start();
    this.forgetting = setInterval(() => void this.forgetOld(), FORGET_EVERY_MS);
  }

  /** Finishes the chunks under way, sends what they published, and disconnects. */
  async stop(): Promise<void> {
    clearInterval(this.forgetting);
    await Promise.all([...this.runners(), ...this.consumers.map(({ retry }) => retry)].map((it) => it.stop()));
    await Promise.all(this.relays.map((relay) => relay.stop()));
    await this.producer.disconnect();
  }

  /** Whether every consumer makes progress. */
  async alive(): Promise<boolean> {
    const answers = await Promise.all(this.runners().map((runner) => runner.progress.alive()));
    return answers.every(Boolean);
  }

  /** How many records wait, by consumer. */
  async lag(): Promise<Record<string, number>> {
    const lags = this.consumers.map(
      async ({ consumer, runners }) => [consumer.name, await runners[0]!.progress.lag()] as const,
    );
    return Object.fromEntries(await Promise.all(lags));
  }

  /** Says that parked events are due now. */
  retryParked(): void {
    for (const { retry } of this.consumers) retry.wake();
  }

  private runners(): Runner[] {
    return this.consumers.flatMap(({ runners }) => runners);
  }

  private build(consumer: EventConsumer): RunningConsumer {
    const { service, topicPrefix, topicNames, sessionTimeoutMs, onFatal } = this.options;
    const names = new TopicNames(topicPrefix, topicNames);
    const processor = new ChunkProcessor(consumer, this.transactions, names, this.logger);
    const topics = [...new Set(consumer.contracts.map(({ topic }) => names.nameOf(topic)))];
    const groupId = `${topicPrefix}${service}.${consumer.name}`;
    const options = { groupId, topics, sessionTimeoutMs, onFatal };
    return {
      consumer,
      runners: Array.from(
        { length: consumer.members ?? 1 },
        () => new Runner(this.kafka, processor, options, this.logger),
      ),
      retry: new ParkedRetry(consumer, this.transactions, names, this.logger),
    };
  }

  private async forgetOld(): Promise<void> {
    try {
      while ((await this.transactions.run((transaction) => forget(transaction, INBOX_DAYS))) > 0);
      await this.transactions.run((transaction) => forgetLetters(transaction, LETTER_DAYS));
    } catch (error) {
      this.logger.warn({ err: error }, 'old inbox rows could not be removed; it is tried again in an hour');
    }
  }
}
