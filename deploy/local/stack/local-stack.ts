import { join } from 'node:path';
import { type RunningKafka, startKafka } from './kafka.js';
import { type RunningPostgres, startPostgres } from './postgres.js';
import type { Progress } from './progress.js';
import { takeRunLock } from './run-lock.js';
import { StackError } from './stack-error.js';
import { answers } from './tcp-port.js';

/** Where the stack keeps its data, on which ports it listens, and which servers are there already. */
export interface LocalStackOptions {
  folder: string;
  postgresPort?: number;
  kafkaPort?: number;
  /** Server settings of the embedded PostgreSQL, such as `fsync: 'off'` for tests. */
  postgresSettings?: Record<string, string>;
  /** Deletes the embedded servers' data first. */
  fresh?: boolean;
  /** Used instead of the embedded PostgreSQL. */
  databaseUrl?: string;
  /** Used instead of the embedded Kafka: `host:port`, comma-separated. */
  kafkaBrokers?: string;
  onProgress: Progress;
  /** Called when an embedded server ends without having been asked to. */
  onUnexpectedEnd?(reason: StackError): void;
}

/** A PostgreSQL and a Kafka to work with; `postgres` and `kafka` are there when they are embedded ones. */
export interface LocalStack {
  databaseUrl: string;
  brokers: string;
  postgres?: RunningPostgres;
  kafka?: RunningKafka;
  /** Stops the embedded servers side by side. */
  stop(): Promise<void>;
}

/** Starts both servers side by side; when one fails the other is stopped and the first failure is thrown, as a StackError. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { folder, fresh, onProgress, onUnexpectedEnd } = options;
  const lock = await takeRunLock(join(folder, 'run.lock'), 'Rapport', onProgress);
  const every = { fresh, onProgress, onUnexpectedEnd };
  const [postgres, kafka] = await Promise.allSettled([
    options.databaseUrl
      ? requireServer('DATABASE_URL', hostOf(options.databaseUrl), 5432)
      : startPostgres({
          ...every,
          dataDir: join(folder, 'postgres'),
          port: options.postgresPort,
          settings: options.postgresSettings,
        }),
    options.kafkaBrokers
      ? requireServer('KAFKA_BROKERS', options.kafkaBrokers.split(',')[0]!.trim(), 9092)
      : startKafka({ ...every, dataDir: join(folder, 'kafka'), port: options.kafkaPort }),
  ]);
  const running = [postgres, kafka].flatMap((start) =>
    start.status === 'fulfilled' && start.value ? [start.value] : [],
  );
  const stop = async () => {
    await Promise.all(running.map((server) => server.stop()));
    lock.release();
  };
  if (postgres.status === 'rejected' || kafka.status === 'rejected') {
    await stop();
    throw (postgres.status === 'rejected' ? postgres : (kafka as PromiseRejectedResult)).reason;
  }
  return {
    databaseUrl: options.databaseUrl ?? postgres.value!.url,
    brokers: options.kafkaBrokers ?? kafka.value!.brokers,
    postgres: postgres.value,
    kafka: kafka.value,
    stop,
  };
}

function hostOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) {
    throw new StackError('DATABASE_URL is not a URL: write it as postgres://user:password@host:port/database.');
  }
  return new URL(databaseUrl).host;
}

/** A server that does not answer is told here, by name, rather than by the first query. A URL without a host means a socket. */
async function requireServer(setting: string, address: string, usualPort: number): Promise<undefined> {
  if (address === '') return undefined;
  const { hostname, port } = new URL(`tcp://${address}`);
  if (await answers(hostname.replace(/^\[|\]$/g, ''), Number(port || usualPort))) return undefined;
  throw new StackError(
    `${setting} is set and nothing answers at ${address}: start that server, or unset ${setting} to use the embedded one.`,
  );
}
