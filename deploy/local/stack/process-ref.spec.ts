import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, findProcess, isRunning } from './process-ref.js';

describe('a process reference', () => {
  it('knows its process from a later one with the same pid', () => {
    const self = findProcess(process.pid)!;
    expect(isRunning(self)).toBe(true);
    expect(isRunning({ ...self, since: 'another time' })).toBe(false);
  });

  it('is not found for a pid that nobody has', () => {
    expect(findProcess(2 ** 22 + 1)).toBeUndefined();
  });

  it('ends a process that ignores the first signal with the second', async () => {
    const stubborn = spawn('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(stubborn.stdout, 'data');
    const ended = once(stubborn, 'exit');
    await endProcess(findProcess(stubborn.pid!)!, ['SIGTERM', 'SIGKILL'], 100);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});
