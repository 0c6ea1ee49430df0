import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Harness } from '#testing';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start(['probe']);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

describe('a service that cannot stop cleanly', () => {
  it('ends with 1, and says why', async () => {
    const child = fork(join(projectRoot(), 'dist/tests/chaos/unwilling-process.js'), {
      env: { PATH: process.env.PATH, ...harness.environment('probe') },
      execArgv: [],
      silent: true,
    });
    try {
      const said = text(child.stderr!);
      await once(child, 'message');
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await ended).toEqual([1, null]);
      expect(await said).toContain('probe did not stop cleanly: the collector is away');
    } finally {
      child.kill('SIGKILL');
    }
  }, 60_000);
});
