import { randomBytes } from 'node:crypto';
import kafkajs, { type Kafka } from 'kafkajs';
import published from 'kafkajs-as-published';
import pg from 'pg';
import {
  databaseUrlOf,
  loadConfig,
  provisionDatabase,
  type RunningService,
  type ServiceConfig,
  type ServiceDefinition,
  startService,
} from '#service-kit';
import { provisionTopics } from '../../libs/messaging/src/kafka/provisioning.js';

const SECRET = randomBytes(24).toString('base64url');

/** A record of a bench. */
export interface BenchRecord {
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** Empties tables, so that each run begins alike. */
export async function truncate(arena: Arena, schema: string, tables: readonly string[]): Promise<void> {
  await arena.query(`TRUNCATE ${tables.map((table) => `${schema}.${table}`).join(', ')}`);
  await arena.query('CHECKPOINT');
}

/** The Postgres and Kafka that a bench runs on, with what both sides of a ratio use. */
export class Arena {
  readonly kafka: Kafka;
  /** kafkajs as it is published: another copy, whose records are encoded and decoded by itself. */
  readonly publishedKafka: published.Kafka;
  readonly pool: pg.Pool;
  readonly secret = SECRET;

  constructor(
    readonly databaseUrl: string,
    readonly brokers: string,
  ) {
    const client = { clientId: 'bench', brokers: brokers.split(','), logLevel: kafkajs.logLevel.ERROR };
    this.kafka = new kafkajs.Kafka(client);
    this.publishedKafka = new published.Kafka(client);
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
    this.pool.on('error', () => {});
  }

  /** An arena on a database of its own in the same cluster. */
  async besides(name: string): Promise<Arena> {
    await this.query(`DROP DATABASE IF EXISTS ${name}`);
    await this.query(`CREATE DATABASE ${name}`);
    const url = new URL(this.databaseUrl);
    url.pathname = `/${name}`;
    return new Arena(url.href, this.brokers);
  }

  /** A prefix with its own topics: nothing of an earlier run is in them. */
  async newTopics(): Promise<string> {
    const prefix = `b${randomBytes(4).toString('hex')}.`;
    await provisionTopics(this.kafka, prefix);
    return prefix;
  }

  /** Starts a service as an installation does. */
  async start<C extends ServiceConfig>(
    definition: ServiceDefinition<C>,
    topicPrefix: string,
    env: Record<string, string> = {},
  ): Promise<RunningService> {
    await provisionDatabase(this.databaseUrl, [definition.name], SECRET);
    const config = loadConfig(definition.config, {
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
      INTERNAL_SECRET: SECRET,
      LINK_SECRET: SECRET,
      DATABASE_URL: databaseUrlOf(this.databaseUrl, definition.name, SECRET),
      KAFKA_BROKERS: this.brokers,
      TOPIC_PREFIX: topicPrefix,
      PUBLIC_URL: 'http://127.0.0.1',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'bench@rapport.example',
      ...env,
    });
    return startService(definition, config);
  }

  async query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, parameters)).rows as Row[];
  }

  /** Writes records in batches of 1,000 and waits until they are durable; none is kept in memory. */
  async produce(topic: string, count: number, recordOf: (index: number) => BenchRecord): Promise<void> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    for (let start = 0; start < count; start += 1000) {
      const messages = Array.from({ length: Math.min(1000, count - start) }, (_, index) => recordOf(start + index));
      await producer.send({ topic, acks: -1, messages });
    }
    await producer.disconnect();
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
