import { randomBytes } from 'node:crypto';
import { type Contract, payloadFromJson } from '#contracts';
import { type PlainRecord, type ReadRecord, RecordClient, toRecord } from '#messaging';
import {
  databaseUrlOf,
  loadConfig,
  provisionDatabase,
  type RunningService,
  SCOPES,
  type ServiceConfig,
  type ServiceDefinition,
  type ServiceOverrides,
  signPrincipal,
  startService,
} from '#service-kit';
import { createTestDatabase, type TestDatabase } from './database.js';
import { TEST_PASSWORD, TEST_SECRET, testEnvironment } from './environment.js';

/** An answer of a service to a test. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
  readonly body: any;
}

/** A spec's own database, topics and services; `stop` takes all of it away. */
export class Harness {
  readonly services: RunningService[] = [];

  private constructor(
    private readonly brokers: readonly string[],
    readonly database: TestDatabase,
    readonly topicPrefix: string,
    readonly records: RecordClient,
  ) {}

  /** @param extraServices services that are not in the template, such as the probe */
  static async start(extraServices: readonly string[] = [], environment = testEnvironment()): Promise<Harness> {
    const topicPrefix = `t${randomBytes(4).toString('hex')}.`;
    const records = new RecordClient(environment.brokers, topicPrefix);
    const database = await createTestDatabase(environment);
    if (extraServices.length > 0) await provisionDatabase(database.url, extraServices, TEST_PASSWORD);
    return new Harness(environment.brokers, database, topicPrefix, records);
  }

  /** Environment of a service in this spec; a port is chosen by the machine. */
  environment(service: string, extra: Record<string, string> = {}): Record<string, string> {
    return {
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      INTERNAL_SECRET: TEST_SECRET,
      DATABASE_URL: databaseUrlOf(this.database.url, service, TEST_PASSWORD),
      DATABASE_POOL_SIZE: '6',
      KAFKA_BROKERS: this.brokers.join(','),
      KAFKA_SESSION_TIMEOUT_MS: '6000',
      TOPIC_PREFIX: this.topicPrefix,
      ...extra,
    };
  }

  /** Starts a service on this spec's database and topics. */
  async run<C extends ServiceConfig>(
    definition: ServiceDefinition<C>,
    options: { env?: Record<string, string>; overrides?: ServiceOverrides } = {},
  ): Promise<RunningService> {
    const config = loadConfig(definition.config, this.environment(definition.name, options.env));
    const running = await startService(definition, config, options.overrides);
    this.services.push(running);
    return running;
  }

  /** Publishes events as an outside producer does; returns their ids. */
  async publish<T>(contract: Contract<T>, ...events: T[]): Promise<string[]> {
    const records = events.map((data) => toRecord(contract, data));
    await this.send(contract.topic, ...records);
    return records.map((record) => record.headers!.ce_id!);
  }

  /** Writes records as they are. */
  async send(topic: string, ...records: PlainRecord[]): Promise<void> {
    await this.records.send(topic, records);
  }

  /** Collects what is published on a contract's topic, with typed payloads of that contract. */
  async published<T>(contract: Contract<T>): Promise<() => { data: T; record: ReadRecord }[]> {
    const records = await this.records.collect([contract.topic]);
    return () =>
      records
        .filter((record) => record.headers.ce_type === contract.type)
        .map((record) => ({ record, data: payloadFromJson(contract, JSON.parse(record.value!.toString())) }));
  }

  /** Calls a service as the gateway does for a caller with all scopes. */
  async call(
    service: RunningService,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const token = await signPrincipal({ subject: 'test', scopes: SCOPES }, TEST_SECRET);
    const answer = await fetch(service.url + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
  }

  /** Stops one service and forgets it. */
  async stopService(service: RunningService): Promise<void> {
    this.services.splice(this.services.indexOf(service), 1);
    await service.stop();
  }

  async stop(): Promise<void> {
    await this.records.close();
    await Promise.all(this.services.map((service) => service.stop()));
    await this.records.deleteTopics();
    await this.database.drop();
  }
}
