import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type RunningPostgres, startPostgres } from './postgres.js';

const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  const dataDir = openFolder();
  let postgres: RunningPostgres;

  beforeAll(async () => {
    postgres = await startPostgres({ dataDir, settings });
  }, 60_000);
  afterAll(async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('serves a UTF-8 database as its superuser', async () => {
    expect(
      await rows(postgres.url, "SELECT current_database(), rolsuper, lower('ÇÃO') FROM pg_roles WHERE rolname = user"),
    ).toEqual(['rapport', true, 'ção']);
  });

  it('runs with the settings it is given', async () => {
    expect(await rows(postgres.url, "SELECT current_setting('fsync'), current_setting('max_connections')")).toEqual([
      'off',
      '300',
    ]);
  });

  it('lets nobody in without the password, which only its user may read', async () => {
    await expect(rows(postgres.url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(statSync(join(postgres.folder, 'password')).mode & 0o777).toBe(0o600);
  });

  it('keeps its rows and its address through a restart and a crash', async () => {
    await rows(postgres.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await postgres.restart();
    await postgres.kill();
    await postgres.restart();
    expect(await rows(postgres.url, 'SELECT n FROM kept')).toEqual([7]);
  });

  it('refuses a port that is taken', async () => {
    await expect(startPostgres({ dataDir: openFolder(), port: postgres.port })).rejects.toThrow(
      `Port ${postgres.port} for PostgreSQL is taken: stop the program that listens there, or choose another with POSTGRES_PORT=<port>.`,
    );
  });

  it('refuses a second start on the same data', async () => {
    await expect(startPostgres({ dataDir })).rejects.toThrow(`PostgreSQL is already running in ${dataDir}`);
  });

  it('starts in a folder that other users may not enter', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'postgres-'));
    chmodSync(closed, 0o700);
    const server = await startPostgres({ dataDir: join(closed, 'data'), settings });
    expect(await rows(server.url, 'SELECT 1')).toEqual([1]);
    await server.stop();
    for (const folder of [server.folder, closed]) rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  describe('whose data are damaged', () => {
    const broken = openFolder();
    const start = (fresh = false) => startPostgres({ dataDir: broken, settings, fresh });

    beforeAll(() => start().then((server) => server.stop()), 30_000);
    afterAll(() => rmSync(broken, { recursive: true }));

    it.each([
      ['cluster/PG_VERSION', '', 'PG_VERSION is missing or damaged'],
      ['cluster/PG_VERSION', '17\n', 'written by version 17, this is 18'],
      ['cluster/global/pg_control', '', 'could not read file'],
      ['password', 'another', 'the password file is not that of the database'],
    ])('in %s names the folder and the way out', async (name, content, why) => {
      const file = join(broken, name);
      const whole = readFileSync(file);
      writeFileSync(file, content);
      const refused = start();
      await expect(refused).rejects.toThrow(`The data of PostgreSQL in ${broken} cannot be used (${why}`);
      await expect(refused).rejects.toThrow('`npm start -- --fresh` deletes the local data and begins anew.');
      writeFileSync(file, whole);
    });

    it('begins anew when told to', async () => {
      rmSync(join(broken, 'cluster', 'PG_VERSION'));
      const server = await start(true);
      expect(await rows(server.url, 'SELECT 1')).toEqual([1]);
      await server.stop();
    });
  });
});
