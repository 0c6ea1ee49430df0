import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrlOf, migrateService, provisionDatabase } from '#service-kit';
import { services } from '../deploy/local/services.js';
import { startLocalStack } from '../deploy/local/stack/local-stack.js';
import { projectRoot } from '../deploy/local/stack/project-root.js';
import { TEST_PASSWORD } from '../libs/testing/src/environment.js';
import { gateway } from '../services/gateway/src/app.module.js';

const TEMPLATE = `rapport_template_${process.pid}`;

/** Makes the migrated template that each spec's database is cloned from. */
async function createTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE}`;
  const all = [...services, gateway];
  await provisionDatabase(
    url.href,
    all.map(({ name }) => name),
    TEST_PASSWORD,
  );
  for (const service of all) {
    await migrateService(service, databaseUrlOf(url.href, service.name, TEST_PASSWORD));
  }
}

function runJest(env: Record<string, string>): Promise<number> {
  const jest = join(projectRoot(), 'node_modules/jest/bin/jest.js');
  const child = spawn(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', jest, ...process.argv.slice(2)],
    {
      cwd: projectRoot(),
      stdio: 'inherit',
      env: { ...process.env, ...env },
    },
  );
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

const folder = join(projectRoot(), '.local', `test-${process.pid}`);
const stack = await startLocalStack({
  folder,
  fresh: true,
  onProgress: (line) => process.stderr.write(`${line}\n`),
  databaseUrl: process.env.DATABASE_URL,
  kafkaBrokers: process.env.KAFKA_BROKERS,
  postgresSettings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
});
try {
  await createTemplate(stack.databaseUrl);
  process.exitCode = await runJest({
    RAPPORT_TEST_DATABASE_URL: stack.databaseUrl,
    RAPPORT_TEST_TEMPLATE: TEMPLATE,
    RAPPORT_TEST_KAFKA_BROKERS: stack.brokers,
  });
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
