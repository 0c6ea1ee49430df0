import type { Consumer, Kafka, Producer } from 'kafkajs';
import type { Contract } from '#contracts';
import { newId } from '../ids.js';
import type { Logger } from '../logger.js';
import { createKafka } from './client.js';

/** A record to be written as it is: for senders outside the services, such as a replay of a file. */
export interface PlainRecord {
  readonly key: string | null;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A record that was read back. */
export interface ReadRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Writes and reads records from outside the services: replays, load and tests. It knows no outbox and no inbox. */
export class RecordClient {
  private readonly kafka: Kafka;
  private producer: Producer | undefined;
  private readonly consumers: Consumer[] = [];

  /** @param topicPrefix set before every topic */
  constructor(
    brokers: readonly string[],
    private readonly topicPrefix = '',
    logger: Logger = SILENT,
  ) {
    this.kafka = createKafka('rapport-records', brokers, logger);
  }

  /** Writes records and waits until they are durable. */
  async send(topic: string, records: readonly PlainRecord[]): Promise<void> {
    if (!this.producer) {
      this.producer = this.kafka.producer({ allowAutoTopicCreation: false });
      await this.producer.connect();
    }
    await this.producer.send({
      topic: this.topicPrefix + topic,
      acks: -1,
      messages: records.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
    });
  }

  /** Hands over what comes to topics, from the beginning or from now on, until the client is closed. */
  async follow(
    topics: readonly string[],
    from: 'beginning' | 'now',
    take: (record: ReadRecord) => void,
  ): Promise<void> {
    const consumer = this.kafka.consumer({ groupId: `${this.topicPrefix}collect-${newId()}`, maxWaitTimeInMs: 100 });
    this.consumers.push(consumer);
    await consumer.connect();
    await consumer.subscribe({
      topics: topics.map((topic) => this.topicPrefix + topic),
      fromBeginning: from === 'beginning',
    });
    const joined = new Promise<void>((resolve) => {
      // Where "now" is, is settled by the first fetch.
      consumer.on('consumer.fetch', () => resolve());
    });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => {
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        take({
          topic: topic.slice(this.topicPrefix.length),
          partition,
          offset: message.offset,
          key: message.key?.toString() ?? null,
          headers: Object.fromEntries(headers),
          value: message.value,
        });
      },
    });
    await joined;
  }

  /** Collects what is in topics from the beginning on, in the returned array, until the client is closed. */
  async collect(topics: readonly string[]): Promise<ReadRecord[]> {
    const records: ReadRecord[] = [];
    await this.follow(topics, 'beginning', (record) => records.push(record));
    return records;
  }

  /** Deletes every topic that begins with the client's prefix: for who made them for one run alone. */
  async deleteTopics(): Promise<void> {
    if (this.topicPrefix === '') throw new Error('without a prefix, every topic of the cluster would be deleted');
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(this.topicPrefix));
      if (topics.length > 0) await admin.deleteTopics({ topics });
    } finally {
      await admin.disconnect();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.producer?.disconnect(), ...this.consumers.map((consumer) => consumer.disconnect())]);
  }
}

/** A contract's event as an outside producer sends it: CloudEvents, binary mode, JSON. */
export function toRecord<T>(
  contract: Contract<T>,
  data: T,
  attributes: { id?: string; source?: string; time?: Date } = {},
): PlainRecord {
  return {
    key: contract.key(data),
    value: JSON.stringify(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: attributes.id ?? newId(),
      ce_source: attributes.source ?? '/crm',
      ce_type: contract.type,
      ce_time: (attributes.time ?? new Date()).toISOString(),
      'content-type': 'application/json',
    },
  };
}
