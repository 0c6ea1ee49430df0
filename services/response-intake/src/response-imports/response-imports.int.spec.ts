import { readFileSync } from 'node:fs';
import { contracts } from '#contracts';
import { contactIdOfEmail, contactIdOfPhone } from '#messaging';
import { type RunningService, SCOPES, signPrincipal } from '#service-kit';
import { eventually, FakeClock, Harness, MINUTE, TEST_SECRET } from '#testing';
import { responseIntake } from '../app.module.js';

let harness: Harness;
let service: RunningService;
const clock = new FakeClock();
const env = { LINK_SECRET: 'a-link-secret-for-the-specs', MAX_IMPORT_ROWS: '6000' };

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(responseIntake, { overrides: { clock }, env });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const call = (method: string, path: string) => harness.call(service, method, path);
const send = (query: string, body: string, type = 'text/csv') =>
  harness.call(service, 'POST', `/v1/response-imports?${query}`, body, { 'content-type': type });
const finished = (importId: string) =>
  eventually(async () => {
    const { body } = await call('GET', `/v1/response-imports/${importId}`);
    expect(body.finishedAt).not.toBeNull();
    return body;
  });
async function imported(query: string, body: string, type?: string) {
  const sent = await send(query, body, type);
  expect(sent).toMatchObject({ status: 202 });
  return finished(sent.body.importId);
}
const errorsOf = async ({ importId }: { importId: string }) =>
  (await call('GET', `/v1/response-imports/${importId}/errors`)).body.items;
const rows = <T>(sql: string, parameters: unknown[] = []) => harness.database.query<T>(sql, parameters);
const responsesOf = (source: string) =>
  rows<Record<string, unknown>>('SELECT * FROM response_intake.responses WHERE source = $1 ORDER BY external_id', [
    source,
  ]);
/** Whatever an import may have left behind beside its own report. */
const traces = () =>
  rows(`SELECT (SELECT count(*) FROM response_intake.responses) AS responses,
    (SELECT count(*) FROM response_intake.imported_facts) AS facts,
    (SELECT count(*) FROM response_intake.imported_identities) AS identities,
    (SELECT count(*) FROM response_intake.response_import_rows) AS rows`);

async function known(contactId: string, more: { email?: string; phone?: string; accountId?: string }) {
  await harness.publish(contracts.contactSnapshot, {
    contactId,
    version: 1,
    emailConsent: true,
    attributes: {},
    updatedAt: clock.now().toISOString(),
    ...more,
  });
  await eventually(async () =>
    expect(await rows('SELECT 1 FROM response_intake.contacts WHERE contact_id = $1', [contactId])).toHaveLength(1),
  );
}

describe("imports of other tools' files", () => {
  it('report everything in a dry run, and write nothing', async () => {
    const before = await traces();
    const report = await imported(
      'format=delighted-json&dryRun=true',
      fixture('delighted-objects.json'),
      'application/json',
    );
    expect(report).toMatchObject({
      ...{ state: 'done', dryRun: true, source: 'delighted', rows: 8, refused: 2, steps: 7, done: 7 },
      ...{ suppressions: 2, people: 2, recorded: 2, revised: 0, unchanged: 0 },
    });
    expect(await errorsOf(report)).toEqual([
      { row: 7, field: 'metric', reason: expect.any(String) },
      { row: 8, field: 'personId', reason: expect.stringContaining('import the people first') },
    ]);
    expect(await traces()).toEqual(before);
  }, 30_000);

  it('apply opt-outs first, then people, then responses as history on their own date', async () => {
    await known('ana', { email: 'ANA.silva@acme.example', accountId: 'acme' });
    const responses = await harness.published(contracts.responseRecorded);
    const people = await harness.published(contracts.personImported);
    const suppressions = await harness.published(contracts.suppressionImported);
    const unsubscribed = await imported('format=delighted-csv', fixture('delighted-unsubscribes.csv'));
    expect(unsubscribed).toMatchObject({ state: 'done', rows: 2, refused: 0, suppressions: 2, people: 0, recorded: 0 });
    const report = await imported('format=delighted-csv&touchpoint=relationship', fixture('delighted-responses.csv'));
    expect(report).toMatchObject({ state: 'done', rows: 6, refused: 2, people: 4, recorded: 4, suppressions: 0 });
    const ben = contactIdOfEmail('ben@globex.example');
    await eventually(() => expect([people().length, responses().length, suppressions().length]).toEqual([4, 4, 2]));
    expect(suppressions().find(({ data }) => data.contactId === ben)!.data).toMatchObject({
      reason: 'opted_out',
      since: expect.stringMatching(/^2024-06-01T12:00:00/),
    });
    const person = (contactId: string) => people().find(({ data }) => data.contactId === contactId)!.data;
    expect(person('ana')).toMatchObject({ name: 'Ana Silva', attributes: { Country: 'Brazil' } });
    expect(person('ana')).not.toHaveProperty('emailConsent');
    expect(person(ben)).toMatchObject({ phone: '+4930123456', emailConsent: false });
    expect(person(contactIdOfPhone('+14155550123'))).toMatchObject({ phone: '+14155550123' });
    const first = responses().find(({ data }) => data.contactId === 'ana')!;
    expect(first.data).toMatchObject({
      ...{ accountId: 'acme', revision: 1, score: 9, channel: 'import', source: 'delighted', historic: true },
      ...{ touchpoint: 'relationship', answeredAt: expect.stringMatching(/^2024-04-18T05:34:20/) },
    });
    expect(first.record.headers.ce_correlationid).toBe(report.importId);
    expect(responses().find(({ data }) => data.score === 4)!.data).toMatchObject({ metric: 'csat' });
  }, 60_000);

  it('change nothing when the same file comes once more, and revise what a newer one changed', async () => {
    const before = await traces();
    const same = await imported('format=delighted-csv&touchpoint=relationship', fixture('delighted-responses.csv'));
    expect(same).toMatchObject({ people: 0, recorded: 0, revised: 0, unchanged: 4, refused: 2 });
    expect(await traces()).toEqual(before);
    const responses = await harness.published(contracts.responseRecorded);
    const newer = fixture('delighted-responses.csv')
      .replace('3,Waited two days for an answer.', '8,They called me.')
      .replace('2024-05-03 09:30:00 UTC', '2024-05-09 09:30:00 UTC');
    expect(await imported('format=delighted-csv', newer)).toMatchObject({ recorded: 0, revised: 1, unchanged: 3 });
    await eventually(() => expect(responses().filter(({ data }) => data.revision === 2)).toHaveLength(1));
    expect(responses().find(({ data }) => data.revision === 2)!.data).toMatchObject({
      ...{ score: 8, comment: 'They called me.', historic: true, touchpoint: 'relationship' },
      answeredAt: expect.stringMatching(/^2024-05-02/),
    });
    const [, revised] = await responsesOf('delighted');
    expect(revised).toMatchObject({
      external_id: '9002',
      revision: 2,
      change: 'revised',
      changed_by: 'import',
      historic: true,
    });
    const former = await rows('SELECT * FROM response_intake.former_revisions WHERE response_id = $1', [
      revised!.response_id,
    ]);
    expect(former).toMatchObject([{ revision: 1, score: 3, comment: 'Waited two days for an answer.' }]);
    // The older file knows less.
    expect(await imported('format=delighted-csv', fixture('delighted-responses.csv'))).toMatchObject({ revised: 0 });
  }, 60_000);

  it('know the people of one file in the next one by their ids, and tell every contact of an address of an opt-out', async () => {
    await known('gus-1', { email: 'gus@elsewhere.example' });
    await known('gus-2', { email: 'gus@elsewhere.example' });
    const suppressions = await harness.published(contracts.suppressionImported);
    const lines = JSON.parse(fixture('delighted-objects.json')).map((it: unknown) => JSON.stringify(it));
    const report = await imported('format=delighted-json', lines.join('\n'), 'application/x-ndjson');
    expect(report).toMatchObject({ state: 'done', recorded: 1, unchanged: 1, suppressions: 2, refused: 2 });
    await eventually(() =>
      expect(
        suppressions()
          .filter(({ data }) => data.importId === report.importId)
          .map(({ data }) => `${data.reason} ${data.contactId}`)
          .sort(),
      ).toEqual([`bounced ${contactIdOfEmail('ida@gone.example')}`, 'opted_out gus-1', 'opted_out gus-2'].sort()),
    );
    const hal = (await responsesOf('delighted')).find((it) => it.external_id === '9010');
    expect(hal).toMatchObject({ contact_id: contactIdOfEmail('hal@acme.example'), anonymous: false });
    expect(hal!.answers).toHaveLength(3);
  }, 60_000);

  it.each([
    ['surveymonkey-csv', 'surveymonkey.csv', 'dateOrder=mdy', { recorded: 3, people: 1, refused: 0 }],
    ['retently-csv', 'retently.csv', '', { recorded: 2, people: 2, suppressions: 2, refused: 1 }],
    ['asknicely-csv', 'asknicely.csv', '', { recorded: 2, people: 2, refused: 0 }],
    [
      'generic-csv',
      'generic.csv',
      `mapping=${encodeURIComponent(
        '{"Kundennummer":"externalId","Note":"score","Text":"comment","Datum":"answeredAt","Konto":"accountId","Tarif":"attributes.plan","Intern":"ignore"}',
      )}`,
      { recorded: 2, people: 2, refused: 1 },
    ],
  ])(
    'take a file of %s, and the same again without a change',
    async (format, file, query, counts) => {
      expect(await imported(`format=${format}&${query}`, fixture(file))).toMatchObject({ state: 'done', ...counts });
      const again = await imported(`format=${format}&${query}`, fixture(file));
      expect(again).toMatchObject({ recorded: 0, revised: 0, unchanged: counts.recorded, people: 0, suppressions: 0 });
      if (format !== 'surveymonkey-csv') return;
      const [, nobody] = await responsesOf('surveymonkey');
      expect(nobody).toMatchObject({ anonymous: true, contact_id: `anonymous-${nobody!.response_id}`, score: 0 });
    },
    30_000,
  );

  it('apply nothing where the caller wants nothing of a file with wrong rows', async () => {
    const before = await traces();
    const { body } = await send(
      'format=delighted-csv&onError=stop&source=elsewhere',
      fixture('delighted-responses.csv'),
    );
    expect(body).toMatchObject({ state: 'refused', reason: '2 of 6 rows are wrong; nothing was applied', done: 0 });
    expect(await traces()).toEqual(before);
  });

  it('refuse a response that is in the file twice, and rows that cannot be read, without quoting them', async () => {
    const csv = [
      'id,email,score,answeredAt',
      'a,one@x.example,9,2024-01-01',
      'a,two@x.example,3,2024-01-01',
      'b,three"@x.example,3,2024-01-01',
      'c,four@x.example,3',
      'd,five@x.example,3,2124-01-01',
    ];
    const report = await imported('format=generic-csv&source=twice', csv.join('\n'));
    expect(await errorsOf(report)).toEqual([
      { row: 3, field: 'externalId', reason: 'is that of an earlier row as well' },
      { row: 4, field: null, reason: expect.stringContaining('cannot be read') },
      { row: 5, field: null, reason: 'has 3 cells where the header has 4' },
      { row: 6, field: 'answeredAt', reason: 'must not be in the future' },
    ]);
    expect(report).toMatchObject({ recorded: 1, refused: 4 });
  });

  it.each([
    ['format=generic-csv', 'email,score\n', 'body', 'text/csv'],
    ['format=generic-csv', 'email,shoeSize\na@b.example,43\n', 'shoeSize', 'text/csv'],
    ['format=generic-csv', `email\n${'a@b.example\n'.repeat(6001)}`, 'body', 'text/csv'],
    ['format=delighted-json', '[{"id":"1","email":"a@b.example"}', 'body', 'application/json'],
    ['format=generic-csv&mapping=[]', 'email\na@b.example\n', 'mapping', 'text/csv'],
    ['format=excel', 'x', 'format', 'text/csv'],
    ['format=generic-csv&dateOrder=ymd', 'x', 'dateOrder', 'text/csv'],
    ['format=generic-csv&source=a%20b', 'x', 'source', 'text/csv'],
  ])('refuse %s with a file that is none at once: %#', async (query, body, field, type) => {
    const before = (await call('GET', '/v1/response-imports?limit=200')).body.items.length;
    const { status, body: problem } = await send(query, body, type);
    expect([status, problem.errors?.[0]?.field]).toEqual([400, field]);
    expect((await call('GET', '/v1/response-imports?limit=200')).body.items).toHaveLength(before);
  });

  it('refuse a file of another type, and one that is not UTF-8', async () => {
    expect((await send('format=delighted-json', 'a,b')).status).toBe(415);
    expect((await send('format=delighted-csv', '[]', 'application/json')).status).toBe(415);
    const token = await signPrincipal({ subject: 'test', scopes: SCOPES }, TEST_SECRET);
    const answer = await fetch(`${service.url}/v1/response-imports?format=generic-csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: Buffer.from('email,name\na@b.example,Zoë\n', 'latin1'),
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ errors: [{ field: 'body', reason: expect.stringContaining('Latin-1') }] }),
    ]);
  });

  it('bring nothing back of somebody erased, also where only the address is the same', async () => {
    await known('zoe', { email: 'zoe@acme.example' });
    const csv = 'id,email,score,comment,answeredAt\nz-1,zoe@acme.example,2,Zoe wrote this,2024-01-01\n';
    expect(await imported('format=generic-csv&source=erased', csv)).toMatchObject({ recorded: 1 });
    const erasure = { contactId: 'zoe', erasureId: 'e-1', erasedAt: clock.now().toISOString() };
    await harness.publish(contracts.contactErased, {
      ...erasure,
      version: 9,
      requestedAt: clock.now().toISOString(),
    } as never);
    await eventually(async () => expect((await responsesOf('erased'))[0]).toMatchObject({ comment: null }));
    const again = await imported('format=generic-csv&source=erased', csv.replace('z-1', 'z-2'));
    expect(again).toMatchObject({ recorded: 0, people: 0, refused: 1 });
    expect(await imported('format=generic-csv&source=erased', csv)).toMatchObject({ revised: 0, refused: 1 });
    expect(await errorsOf(again)).toEqual([{ row: 2, field: 'contactId', reason: 'was erased' }]);
    expect(await responsesOf('erased')).toMatchObject([{ external_id: 'z-1', comment: null, score: 2 }]);
  }, 30_000);

  it('go on after a restart where they were, and give up a file that a process was receiving when it ended', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `r-${i},r${i % 2500}@restart.example,${i % 11},2024-01-01`);
    const { body } = await send('format=generic-csv&source=restart', `id,email,score,answeredAt\n${lines.join('\n')}`);
    await harness.stopService(service);
    const [left] = await rows<{ import_id: string }>(
      `INSERT INTO response_intake.response_imports (import_id, format, source, dry_run, on_error, state, created_at, updated_at)
       VALUES (gen_random_uuid(), 'generic-csv', 'x', false, 'skip', 'receiving', $1, $1) RETURNING import_id`,
      [clock.now()],
    );
    clock.advance(6 * MINUTE);
    service = await harness.run(responseIntake, { overrides: { clock }, env });
    expect(await finished(body.importId)).toMatchObject({ state: 'done', recorded: 5000, people: 2500, done: 7500 });
    const [count] = await rows(
      `SELECT count(*)::int AS n, max(revision) AS revision FROM response_intake.responses WHERE source = 'restart'`,
    );
    expect(count).toEqual({ n: 5000, revision: 1 });
    expect(await finished(left!.import_id)).toMatchObject({ state: 'failed' });
  }, 60_000);
});
