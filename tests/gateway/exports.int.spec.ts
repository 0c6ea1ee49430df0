import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type RunningService, SCOPES } from '#service-kit';
import { eventually, Harness } from '#testing';
import { createApiKey } from '../../services/gateway/src/api-keys/create-api-key.action.js';
import { gateway } from '../../services/gateway/src/app.module.js';
import { SERVICES } from '../../services/gateway/src/routes/routes.rules.js';
import { responseIntake } from '../../services/response-intake/src/app.module.js';

const ROWS = 20_000;
const UPSTREAM_TIMEOUT_MS = 500;
const LINE_FEED = 10;

let harness: Harness;
let entrance: RunningService;
let authorization: string;

beforeAll(async () => {
  harness = await Harness.start();
  const intake = await harness.run(responseIntake, {
    env: { LINK_SECRET: 'a-link-secret-for-tests-of-32-characters' },
  });
  const away = SERVICES.map((name) => [`${name.replaceAll('-', '_').toUpperCase()}_URL`, 'http://127.0.0.1:9']);
  entrance = await harness.run(gateway, {
    env: {
      ...Object.fromEntries(away),
      RESPONSE_INTAKE_URL: intake.url,
      UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS),
    },
  });
  const { key } = await createApiKey(entrance.app.get(DataSource), { name: 'a tool', scopes: SCOPES }, new Date());
  authorization = `Bearer ${key}`;
  await harness.database.query(
    `INSERT INTO response_intake.responses
       (response_id, revision, contact_id, touchpoint, score, comment, channel, answered_at, revised_at)
     SELECT ('0190d3a5-1f02-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'contact-' || n, 't', n % 11, repeat('So slow. ', 100), 'api', now(), now()
     FROM generate_series(1, ${ROWS}) AS n`,
  );
}, 120_000);
afterAll(() => harness?.stop(), 60_000);

const open = (query: string, signal?: AbortSignal) =>
  fetch(`${entrance.url}/v1/responses/export?${query}`, { headers: { authorization }, signal: signal ?? null });

const reading = () =>
  harness.database.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ~ '^(FETCH|DECLARE)' AND state <> 'idle'`,
  );

describe('a file that comes through the gateway', () => {
  it('keeps its name and type, and takes longer than a service may take to answer', async () => {
    const began = performance.now();
    const file = await open('format=csv');
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="responses.csv"',
    });
    let lines = 0;
    let chunks = 0;
    for await (const chunk of file.body!) {
      // A chunk may end between the two characters that end a line.
      lines += Buffer.from(chunk).filter((byte) => byte === LINE_FEED).length;
      // A reader that stops for longer than that, too.
      if (++chunks === 3) await sleep(2 * UPSTREAM_TIMEOUT_MS);
      if (performance.now() - began < 4 * UPSTREAM_TIMEOUT_MS) await sleep(20);
    }
    expect(lines).toBe(ROWS + 1);
    expect(performance.now() - began).toBeGreaterThan(3 * UPSTREAM_TIMEOUT_MS);
  }, 60_000);

  it('breaks off where the database fails', async () => {
    const reader = (await open('format=ndjson')).body!.getReader();
    await reader.read();
    const [connection] = await reading();
    await harness.database.query('SELECT pg_terminate_backend($1)', [connection!.pid]);
    const rest = (async () => {
      while (!(await reader.read()).done);
    })();
    await expect(rest).rejects.toThrow();
  }, 60_000);

  it('is read no further once its reader hangs up', async () => {
    const hangUp = new AbortController();
    const reader = (await open('format=ndjson', hangUp.signal)).body!.getReader();
    await reader.read();
    expect(await reading()).toHaveLength(1);
    hangUp.abort();
    await eventually(async () => expect(await reading()).toEqual([]), 5_000);
  }, 60_000);

  it('is refused with the problem document of the service', async () => {
    const answer = await open('format=csv&colour=red');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ field: 'colour' }] });
  });
});
