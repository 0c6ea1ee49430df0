import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { contracts } from '#contracts';
import { toRecord } from '#messaging';
import { eventually, Harness, journeyEvent } from '#testing';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

let harness: Harness;
const instances: ChildProcess[] = [];

/** Starts the probe as a process of its own; the application name tells its transactions apart. */
async function startInstance(name: string): Promise<ChildProcess> {
  const env = harness.environment('probe', { LOG_LEVEL: 'error' });
  const child = fork(join(projectRoot(), 'dist/tests/chaos/probe-process.js'), {
    env: { PATH: process.env.PATH, PGAPPNAME: name, ...env },
    execArgv: [],
  });
  instances.push(child);
  await once(child, 'message');
  return child;
}

const send = (ids: readonly string[]) =>
  harness.send(
    contracts.journeyEventRecorded.topic,
    ...ids.map((id) => toRecord(contracts.journeyEventRecorded, journeyEvent(`c-${id}`), { id })),
  );
const effects = async (prefix: string) =>
  (
    await harness.database.query<{ event_id: string }>('SELECT event_id FROM probe.effects WHERE event_id LIKE $1', [
      `${prefix}-%`,
    ])
  ).map((row) => row.event_id);
const ids = (prefix: string) => Array.from({ length: 200 }, (_, index) => `${prefix}-${index}`);

beforeAll(async () => {
  harness = await Harness.start(['probe']);
}, 60_000);
afterAll(async () => {
  for (const instance of instances) instance.kill('SIGKILL');
  await harness?.stop();
}, 60_000);

describe('two instances of a service', () => {
  it('share the partitions, and the share of a killed one is handed over', async () => {
    const first = await startInstance('first');
    await send(ids('alone'));
    await eventually(async () => expect(new Set(await effects('alone')).size).toBe(200), 30_000);
    await startInstance('second');
    await send(ids('both'));
    await eventually(async () => expect(new Set(await effects('both')).size).toBe(200), 60_000);
    first.kill('SIGKILL');
    await send(ids('left'));
    await eventually(async () => expect(new Set(await effects('left')).size).toBe(200), 60_000);
    for (const prefix of ['alone', 'both', 'left']) expect(await effects(prefix)).toHaveLength(200);
  }, 120_000);

  it('goes on after it was frozen for longer than its session lasts', async () => {
    const instance = await startInstance('frozen');
    await send(ids('before'));
    await eventually(async () => expect(new Set(await effects('before')).size).toBe(200), 60_000);
    const sending = send(ids('during'));
    instance.kill('SIGSTOP');
    await sending;
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    instance.kill('SIGCONT');
    await send(ids('thawed'));
    for (const other of instances) if (other !== instance) other.kill('SIGKILL');
    await eventually(async () => expect(new Set(await effects('thawed')).size).toBe(200), 60_000);
    for (const prefix of ['before', 'during', 'thawed']) expect(await effects(prefix)).toHaveLength(200);
    expect(instance.exitCode).toBeNull();
  }, 150_000);

  it('stop within their time when they are asked to', async () => {
    const instance = await startInstance('polite');
    const started = Date.now();
    instance.kill('SIGTERM');
    const [code] = await once(instance, 'exit');
    expect(code).toBe(0);
    expect(Date.now() - started).toBeLessThan(25_000);
  }, 60_000);
});
