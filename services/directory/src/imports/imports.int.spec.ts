import { contracts } from '#contracts';
import { type RunningService, SCOPES, signPrincipal } from '#service-kit';
import { eventually, FakeClock, Harness, MINUTE, TEST_SECRET } from '#testing';
import { directory } from '../app.module.js';

let harness: Harness;
let service: RunningService;
const clock = new FakeClock();

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(directory, { overrides: { clock }, env: { MAX_IMPORT_ROWS: '3000' } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const send = (query: string, body: string, type = 'text/csv') =>
  harness.call(service, 'POST', `/v1/imports?${query}`, body, { 'content-type': type });
const upload = async (body: RequestInit['body'], signal?: AbortSignal) =>
  fetch(`${service.url}/v1/imports?subject=contact`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await signPrincipal({ subject: 'test', scopes: SCOPES }, TEST_SECRET)}`,
      'content-type': 'text/csv',
    },
    body,
    signal,
    duplex: 'half',
  } as RequestInit);
const finished = (importId: string) =>
  eventually(async () => {
    const { body } = await call('GET', `/v1/imports/${importId}`);
    expect(body.finishedAt).not.toBeNull();
    return body;
  });
const errorsOf = async (importId: string) => (await call('GET', `/v1/imports/${importId}/errors`)).body.items;

describe('imports', () => {
  it('applies a CSV file by the rules of REST and publishes each contact', async () => {
    const snapshots = await harness.published(contracts.contactSnapshot);
    await call('PUT', '/v1/attributes/contact/seats', { type: 'number' });
    const csv =
      '\uFEFFcontactId,name,role,smsConsent,attributes.seats\r\nc-1,"Silva, Ana",End User,true,7\r\nc-2,,,,\r\n';
    const { status, body } = await send('subject=contact', csv);
    expect(status).toBe(202);
    expect(await finished(body.importId)).toMatchObject({ state: 'done', rows: 2, wrong: 0, applied: 2 });
    expect((await call('GET', '/v1/contacts/c-1')).body).toMatchObject({
      name: 'Silva, Ana',
      role: 'end_user',
      attributes: { seats: 7 },
      consentChanges: { sms: { granted: true, source: 'import' } },
    });
    await eventually(() =>
      expect(snapshots().map(({ data }) => data.contactId)).toEqual(expect.arrayContaining(['c-1', 'c-2'])),
    );
  }, 30_000);

  it('applies NDJSON, where null clears a field', async () => {
    await call('PUT', '/v1/accounts/a-1', { name: 'One', segment: 'smb' });
    const { body } = await send(
      'subject=account',
      '{"accountId":"a-1","segment":null,"arr":5}\n{"accountId":"a-2"}',
      'application/x-ndjson',
    );
    expect(await finished(body.importId)).toMatchObject({ state: 'done', applied: 2, format: 'ndjson' });
    expect((await call('GET', '/v1/accounts/a-1')).body).toMatchObject({ name: 'One', segment: null, arr: 5 });
  });

  const broken = [
    'contactId,email,attributes.seats',
    'b-1,b1@acme.example,1',
    'b-2,nowhere,1',
    'b-3,b3@acme.example',
    'b-4,b"4@acme.example,2',
    'b-5,b5@acme.example,many',
    'b-1,b6@acme.example,1',
    ',b7@acme.example,1',
    'b-8,b8@acme.example,1',
  ].join('\n');
  const wrong = [
    { row: 3, field: 'email', reason: 'must be an e-mail address' },
    { row: 4, field: null, reason: 'has 2 cells where the header has 3' },
    { row: 5, field: null, reason: expect.stringContaining('quote') },
    { row: 6, field: 'attributes.seats', reason: 'must be a number' },
    { row: 7, field: 'contactId', reason: 'is that of row 2 as well' },
    { row: 8, field: 'contactId', reason: 'is missing' },
  ];

  it('applies nothing of a file with wrong rows and says of each what is wrong', async () => {
    const { body } = await send('subject=contact', broken);
    expect(body).toMatchObject({ state: 'refused', reason: '6 of 8 rows are wrong; nothing was applied', applied: 0 });
    expect(await errorsOf(body.importId)).toEqual(wrong);
    expect((await call('GET', '/v1/contacts/b-8')).status).toBe(404);
    expect(
      await harness.database.query('SELECT * FROM directory.import_rows WHERE import_id = $1', [body.importId]),
    ).toEqual([]);
  });

  it('applies the good rows where the caller says so, and reports the same errors', async () => {
    const { body } = await send('subject=contact&onError=skip', broken);
    expect(await finished(body.importId)).toMatchObject({ state: 'done', rows: 8, wrong: 6, applied: 2 });
    expect(await errorsOf(body.importId)).toEqual(wrong);
    const first = await call('GET', `/v1/imports/${body.importId}/errors?limit=4`);
    const second = await call('GET', `/v1/imports/${body.importId}/errors?limit=4&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ row: 7 }, { row: 8 }], nextCursor: null });
    expect((await call('GET', '/v1/contacts/b-8')).status).toBe(200);
  }, 30_000);

  it('names the broken line of NDJSON', async () => {
    const lines = [
      '{"contactId":"n-1"}',
      '',
      '{"contactId":',
      '[]',
      '{"contactId":"n-2","shoeSize":43}',
      `{"contactId":"${'x'.repeat(70_000)}"}`,
    ];
    const { body } = await send('subject=contact', lines.join('\n'), 'application/x-ndjson');
    expect(await errorsOf(body.importId)).toEqual([
      { row: 3, field: null, reason: expect.stringContaining('is not JSON') },
      { row: 4, field: null, reason: 'is not an object' },
      { row: 5, field: 'shoeSize', reason: 'is not a known field' },
      { row: 6, field: null, reason: 'is longer than 65536 characters' },
    ]);
  });

  it.each([
    ['email\na@b.example\n', 'contactId', 'is not among the columns'],
    ['contactId,shoeSize\nc,43\n', 'shoeSize', 'is not a column of contacts'],
    ['contactId\n', 'body', 'has no rows'],
    ['', 'body', 'has no rows'],
    [`contactId\n${Array.from({ length: 3001 }, (_, i) => `m-${i}`).join('\n')}`, 'body', 'has more than 3000 rows'],
  ])('refuses the file %.30j at once, naming %s', async (csv, field, reason) => {
    const before = (await call('GET', '/v1/imports')).body.items.length;
    expect(await send('subject=contact', csv)).toMatchObject({ status: 400, body: { errors: [{ field, reason }] } });
    expect((await call('GET', '/v1/imports')).body.items).toHaveLength(before);
  });

  it('refuses a file that is not UTF-8', async () => {
    const answer = await upload(Buffer.from('contactId,name\nc-9,Zoë\n', 'latin1'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [{ field: 'body', reason: expect.stringContaining('is not UTF-8') }],
    });
    expect((await call('GET', '/v1/contacts/c-9')).status).toBe(404);
  });

  it('refuses other types and subjects', async () => {
    expect((await send('subject=contact', '{}', 'application/json')).status).toBe(415);
    expect(await send('subject=ship', 'x')).toMatchObject({ status: 400, body: { errors: [{ field: 'subject' }] } });
    expect(await send('subject=contact&onError=guess', 'x')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'onError' }] },
    });
  });

  it('applies nothing of a file that breaks off, keeps on record that it did, and lets nothing be declared meanwhile', async () => {
    const hangUp = new AbortController();
    const body = new ReadableStream({
      start: (controller) =>
        controller.enqueue(
          Buffer.from(`contactId\n${'q-1\n'.repeat(1)}${Array.from({ length: 1500 }, (_, i) => `q-${i}x`).join('\n')}`),
        ),
    });
    const sending = upload(body, hangUp.signal).catch(() => 'hung up');
    const begun = await eventually(async () => {
      const [latest] = (await call('GET', '/v1/imports')).body.items;
      expect(latest).toMatchObject({ state: 'receiving', rows: 1000 });
      return latest;
    });
    const type = { type: 'text' };
    expect((await call('PUT', '/v1/attributes/contact/late', type)).status).toBe(409);
    hangUp.abort();
    expect(await sending).toBe('hung up');
    expect(await finished(begun.importId)).toMatchObject({ state: 'failed', applied: 0 });
    expect((await call('GET', '/v1/contacts/q-1')).status).toBe(404);
    expect((await call('PUT', '/v1/attributes/contact/late', type)).status).toBe(200);
  }, 30_000);

  it('leaves bodies of this type refused elsewhere', async () => {
    const answer = await harness.call(service, 'PUT', '/v1/contacts/x', 'a,b', { 'content-type': 'text/csv' });
    expect(answer.status).toBe(415);
  });

  it('finishes after a restart what it had begun to apply', async () => {
    const csv = `contactId,name\n${Array.from({ length: 2500 }, (_, i) => `r-${i},R ${i}`).join('\n')}`;
    const { body } = await send('subject=contact', csv);
    await harness.stopService(service);
    service = await harness.run(directory, { overrides: { clock } });
    expect(await finished(body.importId)).toMatchObject({ state: 'done', applied: 2500 });
    const [count] = await harness.database.query<{ n: string; v: number }>(
      `SELECT count(*) AS n, max(version) AS v FROM directory.contacts WHERE contact_id LIKE 'r-%'`,
    );
    expect(count).toEqual({ n: '2500', v: 1 });
  }, 60_000);

  it('applies nothing of a file that a process had begun to receive when it ended', async () => {
    const [row] = await harness.database.query<{ import_id: string }>(
      `INSERT INTO directory.imports (import_id, subject, format, on_error, state, rows, created_at, updated_at)
       VALUES (gen_random_uuid(), 'contact', 'csv', 'stop', 'receiving', 1, $1, $1) RETURNING import_id`,
      [clock.now()],
    );
    await harness.database.query(`INSERT INTO directory.import_rows VALUES ($1, 2, 'h-1', '{"contactId":"h-1"}')`, [
      row!.import_id,
    ]);
    clock.advance(6 * MINUTE);
    expect(await finished(row!.import_id)).toMatchObject({
      state: 'failed',
      reason: 'the file broke off; nothing was applied',
    });
    expect((await call('GET', '/v1/contacts/h-1')).status).toBe(404);
  }, 30_000);
});
