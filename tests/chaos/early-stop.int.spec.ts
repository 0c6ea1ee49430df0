import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { eventually, Harness } from '#testing';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start(['probe']);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

describe('a service that is told to stop while it starts', () => {
  it('ends cleanly, and leaves no connection behind', async () => {
    const holder = new pg.Client({ connectionString: harness.database.url });
    await holder.connect();
    // Whoever holds this lock migrates; the service waits for it in the middle of its start.
    await holder.query(`SELECT pg_advisory_lock(hashtext('probe.migrations'))`);
    const child = fork(join(projectRoot(), 'dist/tests/chaos/probe-process.js'), {
      env: { PATH: process.env.PATH, ...harness.environment('probe', { LOG_LEVEL: 'error' }) },
      execArgv: [],
    });
    try {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename = 'rapport_probe'`;
      await eventually(async () =>
        expect(await harness.database.query(`${waiting} AND wait_event_type = 'Lock'`)).toHaveLength(1),
      );
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await holder.query(`SELECT pg_advisory_unlock(hashtext('probe.migrations'))`);
      expect(await ended).toEqual([0, null]);
      await eventually(async () => expect(await harness.database.query(waiting)).toEqual([]));
    } finally {
      child.kill('SIGKILL');
      await holder.end();
    }
  }, 60_000);
});
