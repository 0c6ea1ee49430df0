import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'csv-parse/sync';
import { DataSource } from 'typeorm';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { responseIntake } from '../app.module.js';
import { LINK_SECRET } from '../fixtures/intake.js';
import { openExport, store, storedResponse } from '../fixtures/stored-responses.js';
import { CSV_COLUMNS } from './export-file.http.js';
import { RowCursor } from './row-cursor.query.js';

const MANY = 200_000;
const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What this process, which is the service and its caller, cannot let go of, in bytes. */
function heldNow(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(responseIntake, { env: { LINK_SECRET } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
const get = async (query: string) => (await harness.call(service, 'GET', `/v1/responses?${query}`)).body;
const idOf = ({ responseId }: { responseId: string }) => responseId;

/** The connections that read for a file. */
const reading = () =>
  harness.database.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'FETCH|DECLARE' AND state <> 'idle'
       AND pid <> pg_backend_pid()`,
  );

/** Responses by the hundred thousand, of about half a kilobyte each. */
const storeMany = () =>
  harness.database.query(
    `INSERT INTO response_intake.responses
       (response_id, revision, contact_id, touchpoint, score, comment, channel, answered_at, revised_at)
     SELECT ('0190d3a5-1f02-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'contact-' || n, 'many', n % 11, repeat('slow', 90), 'api', now(), now()
     FROM generate_series(1, $1::int) AS n`,
    [MANY],
  );

describe('pages of responses', () => {
  const start = Date.UTC(2026, 0, 1);
  const several = (touchpoint: string, count: number) =>
    Array.from({ length: count }, (_, n) => {
      // Several in one moment, and not in the order of their ids.
      const at = new Date(start + Math.floor(n / 3) * 1000);
      const revisedAt = new Date(start + ((n * 7) % count) * 500).toISOString().replace('Z', '123Z');
      return storedResponse(at, { touchpoint, revised_at: revisedAt, answered_at: at.toISOString() });
    });

  it.each(
    ['created', 'updated', 'answered'].flatMap((sort) => ['newest', 'oldest'].map((order) => [sort, order] as const)),
  )('follow each other by %s, %s first, whatever comes in meanwhile', async (sort, order) => {
    const touchpoint = `${sort}-${order}`;
    const first = several(touchpoint, 30);
    await store(harness, first);
    const query = `touchpoint=${touchpoint}&sort=${sort}&order=${order}`;
    const whole = (await get(`${query}&limit=200`)).items.map(idOf);
    expect(new Set(whole)).toEqual(new Set(first.map((it) => it.response_id)));
    const read: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor } = await get(`${query}&limit=4${cursor && `&cursor=${cursor}`}`);
      read.push(...items.map(idOf));
      cursor = nextCursor;
      // Newer and older ones than all.
      const moment = new Date(start + (read.length % 8 ? 1_000_000 : -1_000_000) - read.length);
      await store(harness, [storedResponse(moment, { touchpoint })]);
      expect(read.length).toBeLessThan(100);
    }
    expect(new Set(read).size).toBe(read.length);
    const known = new Set(whole);
    expect(read.filter((id) => known.has(id))).toEqual(whole);
  });

  it('are not those of other filters or of another order', async () => {
    await store(harness, several('bound', 5));
    const { nextCursor } = await get('touchpoint=bound&limit=2');
    expect((await get(`state=counting&touchpoint=bound&limit=3&cursor=${nextCursor}`)).items).toHaveLength(3);
    for (const other of [
      '',
      'touchpoint=elsewhere',
      'touchpoint=bound&order=oldest',
      'touchpoint=bound&sort=updated',
    ]) {
      expect(await get(`${other}&cursor=${nextCursor}`)).toMatchObject({
        status: 400,
        errors: [{ field: 'cursor', reason: 'belongs to a list with other filters or another order' }],
      });
    }
  });
});

describe('the rows of a statement', () => {
  it('end at once, however long the statement would take', async () => {
    const cursor = await RowCursor.open(service.app.get(DataSource), 'SELECT pg_sleep($1::int)', [25]);
    const fetching = cursor.fetch(1);
    const failed = expect(fetching).rejects.toThrow();
    await eventually(async () => expect(await reading()).toHaveLength(1));
    const began = performance.now();
    await cursor.close();
    await failed;
    await eventually(async () => expect(await reading()).toEqual([]));
    expect(performance.now() - began).toBeLessThan(5_000);
  }, 30_000);
});

describe('a file of responses', () => {
  it('in CSV has a header also when nothing fits, and no cell that a spreadsheet would run', async () => {
    const nothing = await openExport(service, 'format=csv&touchpoint=nobody');
    expect(nothing.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(nothing.headers.get('content-disposition')).toBe('attachment; filename="responses.csv"');
    expect(await nothing.text()).toBe(`${CSV_COLUMNS.join(',')}\r\n`);
    const comments = ['=1+1', '+49 30', '-2', '@SUM(A1)', '\tx', 'a "b", c\nd=é', '中文', null];
    const touchpoint = '=touchpoint';
    const answers = [{ kind: 'text', text: '=1', questionId: 'why' }];
    await store(
      harness,
      comments.map((comment, n) => storedResponse(new Date(1e12 + n), { comment, touchpoint, answers })),
    );
    const file = await (await openExport(service, `format=csv&order=oldest&touchpoint=${touchpoint}`)).text();
    const rows: Record<string, string>[] = parse(file, { columns: true });
    expect(rows.map(({ comment }) => comment)).toEqual([
      ...["'=1+1", "'+49 30", "'-2", "'@SUM(A1)", "'\tx", 'a "b", c\nd=é', '中文', ''],
    ]);
    expect(rows[0]).toMatchObject({
      touchpoint: "'=touchpoint",
      score: '9',
      category: 'promoter',
      historic: 'false',
      createdAt: new Date(1e12).toISOString(),
      answers: JSON.stringify(answers),
    });
  });

  it('in NDJSON has each response as GET shows it', async () => {
    const touchpoint = '=ndjson';
    await store(harness, [storedResponse(new Date(1e12), { touchpoint, comment: '=1+1\n', anonymous: true })]);
    const file = await openExport(service, `format=ndjson&touchpoint=${touchpoint}`);
    expect(file.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const { responseId, ...line } = JSON.parse((await file.text()).trimEnd());
    expect({ responseId, ...line }).toEqual((await get(`touchpoint=${touchpoint}`)).items[0]);
    const shown = await harness.call(service, 'GET', `/v1/responses/${responseId}`);
    expect(shown.body).toEqual({ responseId, ...line });
  });

  it(`of ${MANY.toLocaleString('en')} begins at once, and is never held`, async () => {
    await storeMany();
    const began = performance.now();
    const file = await openExport(service, 'format=csv&touchpoint=many');
    let firstMs = 0;
    let bytes = 0;
    let lines = 0;
    const held: number[] = [];
    for await (const chunk of file.body!) {
      if (bytes === 0) firstMs = performance.now() - began;
      const next = bytes + chunk.length;
      if (Math.floor(next / (8 * MB)) > Math.floor(bytes / (8 * MB))) held.push(heldNow());
      bytes = next;
      lines += Buffer.from(chunk).toString('latin1').split('\r\n').length - 1;
    }
    const allMs = performance.now() - began;
    expect(lines).toBe(MANY + 1);
    expect(bytes).toBeGreaterThan(100 * MB);
    expect(firstMs).toBeLessThan(Math.min(1_000, allMs / 5));
    expect(held.length).toBeGreaterThan(10);
    // What is on its way varies; what were kept of what has been sent would grow.
    const half = Math.floor(held.length / 2);
    expect(meanOf(held.slice(half)) - meanOf(held.slice(0, half))).toBeLessThan(10 * MB);
  }, 400_000);

  it('is read no further once its reader hangs up', async () => {
    const hangUp = new AbortController();
    const file = await openExport(service, 'format=ndjson&touchpoint=many', { signal: hangUp.signal });
    await file.body!.getReader().read();
    expect(await reading()).toHaveLength(1);
    hangUp.abort();
    await eventually(async () => expect(await reading()).toEqual([]), 3_000);
    // The connection is free for the next.
    expect((await openExport(service, 'format=csv&touchpoint=nobody')).status).toBe(200);
  }, 30_000);

  it('is not read at all for HEAD', async () => {
    const answer = await openExport(service, 'format=csv&touchpoint=many', { method: 'HEAD' });
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 200, body: '' });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(await reading()).toEqual([]);
  });

  it('waits for a slow reader, and holds nothing for it', async () => {
    const file = await openExport(service, 'format=ndjson&touchpoint=many');
    const reader = file.body!.getReader();
    await reader.read();
    await sleep(300);
    const before = heldNow();
    await sleep(1_000);
    expect(heldNow() - before).toBeLessThan(MB);
    await reader.cancel();
    await eventually(async () => expect(await reading()).toEqual([]));
  }, 30_000);

  it('breaks off where the database fails, and is not taken for whole', async () => {
    const file = await openExport(service, 'format=csv&touchpoint=many');
    const reader = file.body!.getReader();
    await reader.read();
    const [connection] = await reading();
    await harness.database.query('SELECT pg_terminate_backend($1)', [connection!.pid]);
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow();
    expect((await openExport(service, 'format=csv&touchpoint=nobody')).status).toBe(200);
  }, 60_000);

  it('waits its turn where a third of the connections reads for others', async () => {
    const open = await Promise.all([1, 2].map(() => openExport(service, 'format=csv&touchpoint=many')));
    const refused = await openExport(service, 'format=csv&touchpoint=nobody');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await harness.call(service, 'GET', '/v1/responses?limit=1')).status).toBe(200);
    await Promise.all(open.map((file) => file.body!.cancel()));
    await eventually(async () => {
      expect((await openExport(service, 'format=csv&touchpoint=nobody')).status).toBe(200);
    });
  }, 30_000);
});
