import { CONTACTS_COMPACTED_AFTER_MS, type Contract, contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, FakeClock, Harness, HOUR } from '#testing';
import { directory } from '../app.module.js';
import { WatchErasures } from './watch-erasures.job.js';

const NOW = new Date('2026-03-02T10:00:00.000Z');
const SERVICES = ['directory', 'survey-dispatch', 'response-intake', 'scoring', 'feedback-tagging', 'follow-up'];

let harness: Harness;
let service: RunningService;
let clock: FakeClock;

beforeAll(async () => {
  harness = await Harness.start();
  clock = new FakeClock(NOW);
  service = await harness.run(directory, { overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const erase = async (contactId: string) => (await call('POST', `/v1/contacts/${contactId}/erasure`)).body;
const deadLetters = async () => (await call('GET', '/v1/operations/directory/dead-letters')).body.items;

type Erased = DataOf<typeof contracts.erasedInScoring>;
const REPORTS: Contract<Erased>[] = [
  contracts.erasedInSurveyDispatch,
  contracts.erasedInResponseIntake,
  contracts.erasedInScoring,
  contracts.erasedInFeedbackTagging,
  contracts.erasedInFollowUp,
];
const report = (contract: Contract<Erased>, contactId: string, erasureId: string, records = {}) =>
  harness.publish(contract, { contactId, erasureId, records, completedAt: NOW.toISOString() });

/** Rows of the directory, in any table, that hold a text. */
async function rowsHolding(text: string): Promise<string[]> {
  const tables = await harness.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'directory'`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const rows = await harness.database.query(
      `SELECT 1 FROM directory."${name}" AS row
        WHERE strpos(row::text, $1) > 0 OR strpos(row::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0`,
      [text],
    );
    if (rows.length > 0) holding.push(name);
  }
  return holding;
}

/** What was published before an erasure leaves the outbox as soon as its relay comes to it. */
const nowhere = (text: string) => eventually(async () => expect(await rowsHolding(text)).toEqual([]));

describe('erasing a contact', () => {
  it('leaves nothing of the person in the directory, and tells everyone', async () => {
    const published = await harness.published(contracts.contactErased);
    const person = { email: 'erase.me@maria.example', phone: '+5511999990001', name: 'Maria Erasable' };
    await call('PUT', '/v1/contacts/maria', { ...person, consentSource: 'signup', emailConsent: false });
    await harness.send(contracts.contactUpserted.topic, {
      key: 'maria',
      value: `{"contactId":"maria","email":"${person.email}",`,
      headers: {
        ce_specversion: '1.0',
        ce_id: 'broken',
        ce_source: '/crm',
        ce_type: contracts.contactUpserted.type,
      },
    });
    await eventually(async () => expect(await deadLetters()).toHaveLength(1));
    expect(await rowsHolding(person.email)).toEqual(expect.arrayContaining(['contacts', 'dead_letters']));
    const { status, body } = await call('POST', '/v1/contacts/maria/erasure');
    expect(status).toBe(202);
    expect(body).toMatchObject({
      contactId: 'maria',
      alsoErased: [],
      state: 'pending',
      erasedAt: NOW.toISOString(),
      completedAt: null,
      droppedUpserts: 0,
    });
    expect(body.services.map((it: { service: string }) => it.service)).toEqual(SERVICES);
    expect(body.services[0]).toMatchObject({ state: 'completed', records: { contacts: 1, deadLetters: 1 } });
    for (const text of Object.values(person)) await nowhere(text);
    await eventually(() =>
      expect(published().map(({ data }) => data)).toEqual([
        { contactId: 'maria', erasureId: body.erasureId, erasedAt: NOW.toISOString() },
      ]),
    );
    for (const { until } of body.topics) expect(new Date(until).getTime()).toBeGreaterThan(NOW.getTime());
  }, 30_000);

  it('takes rows of imports that wait with it, and says so in the errors of the import', async () => {
    const importId = newId();
    await call('PUT', '/v1/contacts/staged', {});
    // A file that is still coming in: nothing of it is applied yet.
    await harness.database.query(
      `INSERT INTO directory.imports (import_id, subject, format, on_error, state, rows, created_at, updated_at)
       VALUES ($1, 'contact', 'csv', 'skip', 'receiving', 2, $2, $2)`,
      [importId, NOW],
    );
    await harness.database.query(
      `INSERT INTO directory.import_rows (import_id, row_number, id, data)
       VALUES ($1, 2, 'staged', '{"email": "waiting@import.example"}'), ($1, 3, 'other-row', '{}')`,
      [importId],
    );
    expect((await erase('staged')).services[0].records).toMatchObject({ importRows: 1 });
    await nowhere('waiting@import.example');
    expect((await call('GET', `/v1/imports/${importId}`)).body).toMatchObject({ rows: 2, wrong: 1 });
    const { body: errors } = await call('GET', `/v1/imports/${importId}/errors`);
    expect(errors.items).toEqual([{ row: 2, field: 'contactId', reason: 'was erased before the row was applied' }]);
  });

  it('is done once: the same call again answers with the same erasure', async () => {
    await call('PUT', '/v1/contacts/twice', { name: 'Twice' });
    const both = await Promise.all([erase('twice'), erase('twice')]);
    expect(both[0].erasureId).toBe(both[1].erasureId);
    expect((await call('GET', '/v1/contacts/twice/erasure')).body.erasureId).toBe(both[0].erasureId);
  });

  it('erases every id that leads to the contact, also when it is asked for one of them', async () => {
    const published = await harness.published(contracts.contactErased);
    for (const id of ['m-1', 'm-2', 'm-3']) await call('PUT', `/v1/contacts/${id}`, { name: `Name of ${id}` });
    await call('POST', '/v1/contacts/m-2/merge', { duplicateId: 'm-1' });
    await call('POST', '/v1/contacts/m-3/merge', { duplicateId: 'm-2' });
    const erasure = await erase('m-1');
    expect(erasure).toMatchObject({ contactId: 'm-3', alsoErased: ['m-1', 'm-2'] });
    await nowhere('Name of m-');
    await eventually(() => {
      const ids = published().filter(({ data }) => data.erasureId === erasure.erasureId);
      expect(ids.map(({ data }) => data.contactId).sort()).toEqual(['m-1', 'm-2', 'm-3']);
    });
    expect((await call('GET', '/v1/contacts/m-2')).status).toBe(410);
  }, 30_000);

  it('refuses an id that nobody knows, unless other services may know it', async () => {
    expect(await call('POST', '/v1/contacts/ghost/erasure')).toMatchObject({
      status: 404,
      body: { detail: 'there is no contact ghost' },
    });
    expect((await call('POST', '/v1/contacts/ghost/erasure?unknown=maybe')).body.errors[0].field).toBe('unknown');
    expect((await call('POST', '/v1/contacts/ghost/erasure?unknown=accept')).status).toBe(202);
    expect((await call('GET', '/v1/contacts/ghost')).status).toBe(410);
    expect((await call('GET', '/v1/contacts/nobody/erasure')).status).toBe(404);
    expect((await call('GET', '/v1/erasures/0199a7c4-9d1e-7b52-8c11-3f6f2f9f4b70')).status).toBe(404);
  });
});

describe('an erased contact', () => {
  it('is not brought back over REST, by a merge or in a list, and the answer says when it was erased', async () => {
    await call('PUT', '/v1/contacts/rest', { name: 'Rest', accountId: 'acme' });
    await call('PUT', '/v1/contacts/alive', {});
    const { erasureId } = await erase('rest');
    const detail = `the contact rest was erased at ${NOW.toISOString()}; the receipt is /v1/erasures/${erasureId}`;
    const gone = { status: 410, body: { detail } };
    expect(await call('GET', '/v1/contacts/rest')).toMatchObject(gone);
    expect(await call('PUT', '/v1/contacts/rest', { name: 'Back' })).toMatchObject(gone);
    expect(await call('PATCH', '/v1/contacts/rest', { name: 'Back' })).toMatchObject(gone);
    expect(await call('POST', '/v1/contacts/alive/merge', { duplicateId: 'rest' })).toMatchObject(gone);
    expect(await call('POST', '/v1/contacts/rest/merge', { duplicateId: 'alive' })).toMatchObject(gone);
    expect((await call('GET', '/v1/contacts?q=rest')).body.items).toEqual([]);
    await nowhere('Back');
  });

  it('is not brought back by the CRM: what it sends is dropped, counted, and no dead letter', async () => {
    await call('PUT', '/v1/contacts/crm', { name: 'Crm' });
    const { erasureId } = await erase('crm');
    const before = (await deadLetters()).length;
    await harness.publish(
      contracts.contactUpserted,
      { contactId: 'crm', email: 'back@crm.example' },
      { contactId: 'crm', email: 'again@crm.example' },
    );
    await eventually(async () => expect((await call('GET', `/v1/erasures/${erasureId}`)).body.droppedUpserts).toBe(2));
    expect(await deadLetters()).toHaveLength(before);
    await nowhere('@crm.example');
  }, 30_000);

  it('is a wrong row of an import, whose other rows are applied', async () => {
    await call('PUT', '/v1/contacts/imported', { name: 'Imported' });
    await erase('imported');
    const csv = 'contactId,email\nimported,back@import.example\nother,other@import.example\n';
    const { body } = await harness.call(service, 'POST', '/v1/imports?subject=contact&onError=skip', csv, {
      'content-type': 'text/csv',
    });
    await eventually(async () => {
      const { body: now } = await call('GET', `/v1/imports/${body.importId}`);
      expect(now).toMatchObject({ state: 'done', applied: 1, wrong: 1 });
    });
    const { body: errors } = await call('GET', `/v1/imports/${body.importId}/errors`);
    expect(errors.items).toEqual([{ row: 2, field: 'contactId', reason: expect.stringContaining('was erased at') }]);
    await nowhere('back@import.example');
  }, 30_000);
});

describe('a receipt', () => {
  it('is complete when every service has answered for every id, and shows what each did', async () => {
    await call('PUT', '/v1/contacts/r-1', {});
    await call('PUT', '/v1/contacts/r-2', {});
    await call('POST', '/v1/contacts/r-1/merge', { duplicateId: 'r-2' });
    const { erasureId } = await erase('r-1');
    const show = async () => (await call('GET', `/v1/erasures/${erasureId}`)).body;
    for (const contract of REPORTS) await report(contract, 'r-1', erasureId, { records: 2 });
    for (const contract of REPORTS.slice(1)) await report(contract, 'r-2', erasureId, { records: 1 });
    await eventually(async () => {
      const states = (await show()).services.map(({ state }: { state: string }) => state);
      expect(states).toEqual(['completed', 'pending', 'completed', 'completed', 'completed', 'completed']);
    });
    expect(await show()).toMatchObject({ state: 'pending', completedAt: null });
    await report(REPORTS[0]!, 'r-2', erasureId);
    await report(REPORTS[0]!, 'r-2', erasureId, { records: 100 });
    await eventually(async () => expect(await show()).toMatchObject({ state: 'completed' }));
    const { services, completedAt } = await show();
    expect(services.map(({ records }: { records: object }) => records).slice(1)).toEqual([
      { records: 2 },
      ...Array.from({ length: 4 }, () => ({ records: 3 })),
    ]);
    expect(completedAt).toBe(clock.now().toISOString());
  }, 30_000);

  it('is refused by the field where a report names no erasure', async () => {
    await report(contracts.erasedInScoring, 'stray', 'not-a-uuid');
    await eventually(async () => expect((await deadLetters())[0]).toMatchObject({ field: 'erasureId', key: 'stray' }));
  }, 30_000);

  it('says which services are overdue after an hour', async () => {
    await call('PUT', '/v1/contacts/late', {});
    const { erasureId } = await erase('late');
    clock.advance(HOUR + 1);
    await service.app.get(WatchErasures).run();
    const { body } = await call('GET', `/v1/erasures/${erasureId}`);
    expect(body.services.map(({ state }: { state: string }) => state)).toEqual([
      'completed',
      ...Array.from({ length: 5 }, () => 'overdue'),
    ]);
    const [row] = await harness.database.query('SELECT overdue_at FROM directory.erasures WHERE erasure_id = $1', [
      erasureId,
    ]);
    expect(row).toEqual({ overdue_at: clock.now() });
  });

  it('is announced once more when the topic of contacts may be compacted, and then no more', async () => {
    const published = await harness.published(contracts.contactErased);
    await call('PUT', '/v1/contacts/again', {});
    const { erasureId } = await erase('again');
    const times = () => published().filter(({ data }) => data.erasureId === erasureId).length;
    const watch = service.app.get(WatchErasures);
    await watch.run();
    clock.advance(CONTACTS_COMPACTED_AFTER_MS + HOUR);
    await watch.run();
    await eventually(() => expect(times()).toBe(2));
    await watch.run();
    await call('PUT', '/v1/contacts/after', {});
    const after = await erase('after');
    await eventually(() => expect(published().map(({ data }) => data.erasureId)).toContain(after.erasureId));
    expect(times()).toBe(2);
  }, 30_000);
});
