import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrlOf, migrateService, provisionDatabase } from '#service-kit';
import { services } from '../deploy/local/services.js';
import { type LocalStack, startLocalStack } from '../deploy/local/stack/local-stack.js';
import { projectRoot } from '../deploy/local/stack/project-root.js';
import { TEST_PASSWORD } from '../libs/testing/src/environment.js';
import { gateway } from '../services/gateway/src/app.module.js';

const TEMPLATE = `rapport_template_${process.pid}`;

let interruptedBy: NodeJS.Signals | undefined;
let jest: ChildProcess | undefined;

// A terminal and npm may both pass one Ctrl-C on; each signal is heard as often as it comes, so that none cuts the clean-up short.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interruptedBy ??= signal;
    jest?.kill(signal);
  });
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes the migrated template that each spec's database is cloned from. */
async function createTemplate(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, `CREATE DATABASE ${TEMPLATE}`);
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE}`;
  const all = [...services, gateway];
  await provisionDatabase(
    url.href,
    all.map(({ name }) => name),
    TEST_PASSWORD,
  );
  for (const service of all) {
    if (interruptedBy) return;
    await migrateService(service, databaseUrlOf(url.href, service.name, TEST_PASSWORD));
  }
}

function runJest(env: Record<string, string>): Promise<number> {
  const bin = join(projectRoot(), 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', bin, ...process.argv.slice(2)], {
    cwd: projectRoot(),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  jest = child;
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function runTests(stack: LocalStack): Promise<number> {
  try {
    if (!interruptedBy) await createTemplate(stack.databaseUrl);
    if (interruptedBy) return 1;
    return await runJest({
      RAPPORT_TEST_DATABASE_URL: stack.databaseUrl,
      RAPPORT_TEST_TEMPLATE: TEMPLATE,
      RAPPORT_TEST_KAFKA_BROKERS: stack.brokers,
    });
  } finally {
    // The embedded PostgreSQL goes with its folder; somebody else's keeps nothing of this run.
    if (!stack.postgres) await asAdmin(stack.databaseUrl, `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  }
}

const folder = join(projectRoot(), '.local', `test-${process.pid}`);
let stack: LocalStack | undefined;
try {
  stack = await startLocalStack({
    folder,
    fresh: true,
    onProgress: (line) => process.stderr.write(`${line}\n`),
    databaseUrl: process.env.DATABASE_URL,
    kafkaBrokers: process.env.KAFKA_BROKERS,
    postgresSettings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  process.exitCode = await runTests(stack);
} finally {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (interruptedBy) process.exitCode = 128 + constants.signals[interruptedBy];
