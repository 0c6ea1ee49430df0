import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaAnswers } from './kafka-probe.js';
import { type LocalStack, startLocalStack } from './local-stack.js';
import { findProcess } from './process-ref.js';
import { answers, freePort } from './tcp-port.js';

const onProgress = () => {};
const path = process.env.PATH;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'stack-'));
  chmodSync(made, 0o755);
  return made;
}

describe('the local stack', () => {
  const home = folder();
  let stack: LocalStack;

  beforeAll(async () => {
    stack = await startLocalStack({ folder: home, onProgress, postgresSettings: { fsync: 'off' } });
  }, 180_000);
  afterAll(async () => {
    await stack.stop();
    rmSync(home, { recursive: true });
  }, 30_000);
  afterEach(() => {
    process.env.PATH = path;
  });

  it('starts both servers', async () => {
    expect(new URL(stack.databaseUrl).port).toBe(String(stack.postgres?.port));
    expect(await kafkaAnswers(Number(stack.brokers.split(':')[1]))).toBe(true);
  });

  it('refuses a second start beside the running one', async () => {
    await expect(startLocalStack({ folder: home, onProgress, fresh: true })).rejects.toThrow(
      `Rapport is already running in ${home} (process ${process.pid}): stop that one first`,
    );
  });

  it('uses the servers it is given instead of its own', async () => {
    const given = { databaseUrl: stack.databaseUrl, kafkaBrokers: stack.brokers };
    const second = await startLocalStack({ ...given, folder: folder(), onProgress });
    expect(second).toMatchObject({ databaseUrl: stack.databaseUrl, brokers: stack.brokers });
    await second.stop();
    expect(await kafkaAnswers(stack.kafka!.port)).toBe(true);
  });

  it('names the setting of a given server that does not answer', async () => {
    const port = await freePort();
    const given = { databaseUrl: stack.databaseUrl, kafkaBrokers: `127.0.0.1:${port}` };
    await expect(startLocalStack({ ...given, folder: folder(), onProgress })).rejects.toThrow(
      `KAFKA_BROKERS is set and nothing answers at 127.0.0.1:${port}: start that server, or unset KAFKA_BROKERS`,
    );
  });

  it('stops the one server when the other cannot start, and can be started again', async () => {
    const other = folder();
    const postgresPort = await freePort();
    process.env.PATH = '';
    await expect(startLocalStack({ folder: other, onProgress, postgresPort })).rejects.toThrow(
      'needs Java 17 or later',
    );
    expect(await answers('127.0.0.1', postgresPort)).toBe(false);
    process.env.PATH = path;
    const second = await startLocalStack({ folder: other, onProgress, postgresPort });
    await second.stop();
    rmSync(other, { recursive: true });
  }, 60_000);

  it('refuses a taken port by number', async () => {
    const start = startLocalStack({ folder: folder(), onProgress, kafkaPort: stack.kafka!.port });
    await expect(start).rejects.toThrow(`Port ${stack.kafka!.port} for Apache Kafka is taken`);
  }, 30_000);

  it('leaves no process and no lock behind when it stops', async () => {
    const other = folder();
    const second = await startLocalStack({ folder: other, onProgress });
    const pids = [second.postgres!.pid, second.kafka!.pid];
    await second.stop();
    expect(pids.map(findProcess)).toEqual([undefined, undefined]);
    expect(['.', 'postgres', 'kafka'].filter((name) => existsSync(join(other, name, 'run.lock')))).toEqual([]);
    rmSync(other, { recursive: true });
  }, 60_000);
});
