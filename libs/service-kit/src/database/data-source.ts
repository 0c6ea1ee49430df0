import { DataSource } from 'typeorm';
import { type Logger, messagingMigrations } from '#messaging';
import type { ServiceDefinition } from '../service.js';
import { schemaOf } from './provision.js';

const STATEMENT_TIMEOUT_MS = 30_000;

/** Connects to a service's own schema and brings it up to date. */
export async function openDatabase(
  service: Pick<ServiceDefinition, 'name' | 'entities' | 'migrations'>,
  url: string,
  poolSize: number,
  logger: Logger,
): Promise<DataSource> {
  const schema = schemaOf(service.name);
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema,
    entities: [...service.entities],
    migrations: [...messagingMigrations, ...service.migrations],
    migrationsTableName: 'migrations',
    poolSize,
    // The error carries the whole client; its message is what an operator needs.
    poolErrorHandler: (error: Error) => logger.warn({ error: error.message }, 'a database connection was lost'),
    applicationName: `rapport-${service.name}`,
    extra: {
      // Statements that do not wait for each other are sent together.
      pipeline: true,
      options: `-c search_path=${schema}`,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 2 * STATEMENT_TIMEOUT_MS,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
  });
  await dataSource.initialize();
  await migrate(dataSource);
  return dataSource;
}

/** Brings a service's schema up to date without starting the service. */
export async function migrateService(
  service: Pick<ServiceDefinition, 'name' | 'entities' | 'migrations'>,
  url: string,
): Promise<void> {
  const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };
  await (await openDatabase(service, url, 2, silent)).destroy();
}

/** Instances that start together wait for each other. */
async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext(current_schema() || '.migrations'))`);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext(current_schema() || '.migrations'))`).catch(() => {});
    await runner.release();
  }
}
