import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { type ContainerServer, engineAnswers, startKafkaContainer, startPostgresContainer } from './servers.js';

/*
 * `npm run test:containers`: the promises of the messaging library, kept with the official images of PostgreSQL and
 * Kafka instead of the embedded servers. Other specs can be named: `npm run test:containers -- services/scoring`.
 */

const MESSAGING = ['libs/messaging', 'tests/chaos/codecs', 'tests/chaos/instances'];

let interrupted: NodeJS.Signals | undefined;
let interrupt = (signal: NodeJS.Signals) => {
  interrupted = signal;
};
// Kept from ending this process at once, so that no container is left behind.
process.on('SIGINT', (signal) => interrupt(signal));
process.on('SIGTERM', (signal) => interrupt(signal));

async function main(): Promise<number> {
  if (!(await engineAnswers())) {
    process.stderr.write('No Docker engine answers: start one, or run `npm test`, which needs none.\n');
    return 1;
  }
  const begun = Date.now();
  const starts = await Promise.allSettled([startPostgresContainer(), startKafkaContainer()]);
  const servers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  try {
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    const [postgres, kafka] = servers as [ContainerServer, ContainerServer];
    process.stderr.write(`postgres:17 and apache/kafka:4.3.0 answer after ${Date.now() - begun} ms\n`);
    return interrupted ? 1 : await runSpecs(postgres.address, kafka.address);
  } catch (error) {
    process.stderr.write(`The containers cannot be used: ${(error as Error).message}\n`);
    return 1;
  } finally {
    await Promise.all(servers.map((server) => server.remove()));
  }
}

/** Runs specs against these servers, as a process group of its own that ends as a whole. */
function runSpecs(databaseUrl: string, brokers: string): Promise<number> {
  const named = process.argv.slice(2);
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(projectRoot(), 'dist/tests/run.js'), ...(named.length > 0 ? named : MESSAGING)],
    {
      detached: true,
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: databaseUrl, KAFKA_BROKERS: brokers },
    },
  );
  interrupt = (signal) => process.kill(-child.pid!, signal);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await main();
