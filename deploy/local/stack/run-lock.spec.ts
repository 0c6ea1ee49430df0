import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProcess, isRunning } from './process-ref.js';
import { AlreadyRunning, takeRunLock } from './run-lock.js';

const DEAD = { pid: process.pid, since: 'before the last boot' };

/** A lock file in a new folder: absent, or with the given content. */
function lockFile(content?: object | string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'run.lock');
  if (content !== undefined) writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('the run lock', () => {
  it('refuses a second start beside a running one, and names the process', async () => {
    const file = lockFile();
    await takeRunLock(file, 'Rapport');
    const second = takeRunLock(file, 'Rapport');
    await expect(second).rejects.toThrow(AlreadyRunning);
    await expect(second).rejects.toThrow(`Rapport is already running in`);
    await expect(second).rejects.toThrow(`\`kill ${process.pid}\``);
  });

  it('is free again after its release', async () => {
    const file = lockFile();
    (await takeRunLock(file, 'Rapport')).release();
    expect(existsSync(file)).toBe(false);
    await takeRunLock(file, 'Rapport');
  });

  it('of a dead process is taken over, also when its pid has been given to another', async () => {
    const file = lockFile({ token: 'x', owner: DEAD });
    await takeRunLock(file, 'Rapport');
    expect(JSON.parse(readFileSync(file, 'utf8')).owner).toEqual(findProcess(process.pid));
  });

  it.each(['', '{"tok'])('that cannot be read (%j) is taken over', async (text) => {
    await takeRunLock(lockFile(text), 'Rapport');
  });

  it('goes to one of many starts that find it dead at once', async () => {
    const file = lockFile({ token: 'x', owner: DEAD });
    const starts = await Promise.allSettled(Array.from({ length: 10 }, () => takeRunLock(file, 'Rapport')));
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1);
  });

  it('ends the server that a dead process has left running, and says so', async () => {
    const orphan = spawn('sleep', ['60'], { stdio: 'ignore' });
    const server = findProcess(orphan.pid!)!;
    const file = lockFile({ token: 'x', owner: DEAD, server: { ...server, stopSignals: ['SIGTERM'] } });
    const said: string[] = [];
    await takeRunLock(file, 'Apache Kafka', (text) => said.push(text));
    expect(isRunning(server)).toBe(false);
    expect(said).toEqual([`Stopping Apache Kafka of an earlier run (process ${server.pid}) first`]);
  });

  it('leaves a process alone that was given the pid of a server since ended', async () => {
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    const server = { pid: bystander.pid!, since: 'long ago', stopSignals: ['SIGKILL'] };
    await takeRunLock(lockFile({ token: 'x', owner: DEAD, server }), 'PostgreSQL');
    expect(findProcess(bystander.pid!)).toBeDefined();
    bystander.kill();
  });
});
