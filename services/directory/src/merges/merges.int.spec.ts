import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { directory } from '../app.module.js';

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(directory);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const mergeContact = (survivor: string, duplicateId: string) =>
  call('POST', `/v1/contacts/${survivor}/merge`, { duplicateId });

describe('merging contacts', () => {
  it('makes two one, redirects what comes for the old id, and tells everyone', async () => {
    const snapshots = await harness.published(contracts.contactSnapshot);
    const merges = await harness.published(contracts.contactMerged);
    await call('PUT', '/v1/contacts/maria', { name: 'Maria', email: 'maria@acme.example' });
    await call('PUT', '/v1/contacts/maria-2', { name: 'M. Silva', phone: '+5511987654321', emailConsent: false });
    const { status, body } = await mergeContact('maria', 'maria-2');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      contactId: 'maria',
      version: 2,
      name: 'Maria',
      phone: '+5511987654321',
      emailConsent: false,
    });
    expect((await call('GET', '/v1/contacts/maria-2')).body).toMatchObject({
      contactId: 'maria',
      mergedFrom: 'maria-2',
    });
    expect((await call('GET', '/v1/contacts?q=maria')).body.items).toHaveLength(1);

    await harness.publish(contracts.contactUpserted, { contactId: 'maria-2', locale: 'pt-BR' });
    await eventually(async () => {
      expect((await call('GET', '/v1/contacts/maria')).body).toMatchObject({ version: 3, locale: 'pt-BR' });
    });
    expect((await call('PATCH', '/v1/contacts/maria-2', { role: 'admin' })).body).toMatchObject({
      contactId: 'maria',
      version: 4,
    });
    await eventually(() => {
      expect(merges().map(({ data }) => data)).toEqual([
        { contactId: 'maria-2', survivorId: 'maria', mergedAt: expect.any(String) },
      ]);
      const last = snapshots().findLast(({ data }) => data.contactId === 'maria-2')!.data;
      expect(last).toMatchObject({ version: 2, mergedInto: 'maria', emailConsent: false, attributes: {} });
      expect([last.email, last.name, last.phone]).toEqual([undefined, undefined, undefined]);
    });
  }, 30_000);

  it('changes nothing when the same two are merged again', async () => {
    await call('PUT', '/v1/contacts/twice', {});
    await call('PUT', '/v1/contacts/twice-2', {});
    const first = await mergeContact('twice', 'twice-2');
    expect((await mergeContact('twice', 'twice-2')).body).toEqual(first.body);
  });

  it('leads every id of a chain of merges to the last survivor', async () => {
    const merges = await harness.published(contracts.contactMerged);
    for (const id of ['x-1', 'x-2', 'x-3']) await call('PUT', `/v1/contacts/${id}`, { name: id });
    await mergeContact('x-2', 'x-1');
    await mergeContact('x-3', 'x-2');
    expect((await call('GET', '/v1/contacts/x-1')).body).toMatchObject({ contactId: 'x-3', mergedFrom: 'x-1' });
    expect((await call('PUT', '/v1/contacts/x-1', { locale: 'de' })).body).toMatchObject({
      contactId: 'x-3',
      locale: 'de',
    });
    await eventually(() => {
      const ofChain = merges()
        .map(({ data }) => `${data.contactId} ${data.survivorId}`)
        .filter((it) => it.startsWith('x-'));
      expect(ofChain.sort()).toEqual(['x-1 x-2', 'x-1 x-3', 'x-2 x-3']);
    });
  }, 30_000);

  it('refuses what cannot be merged, and says why', async () => {
    for (const id of ['y-1', 'y-2', 'y-3']) await call('PUT', `/v1/contacts/${id}`, {});
    await mergeContact('y-1', 'y-2');
    expect(await mergeContact('y-1', 'y-1')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'duplicateId', reason: 'is the same contact' }] },
    });
    expect(await mergeContact('y-1', 'ghost')).toMatchObject({
      status: 404,
      body: { detail: 'there is no contact ghost' },
    });
    expect(await mergeContact('ghost', 'y-1')).toMatchObject({
      status: 404,
      body: { detail: 'there is no contact ghost' },
    });
    const before = { status: 409, body: { detail: 'the contact y-2 was merged into y-1 before' } };
    expect(await mergeContact('y-2', 'y-3')).toMatchObject(before);
    expect(await mergeContact('y-3', 'y-2')).toMatchObject(before);
    expect((await call('POST', '/v1/contacts/y-1/merge', {})).body.errors[0].field).toBe('duplicateId');
  });
});

describe('merging accounts', () => {
  it('moves the contacts, also those that name the old account later', async () => {
    const snapshots = await harness.published(contracts.contactSnapshot);
    const merges = await harness.published(contracts.accountMerged);
    await call('PUT', '/v1/accounts/acme', { name: 'Acme' });
    await call('PUT', '/v1/accounts/acme-2', { name: 'ACME', arr: 5000 });
    await call('PUT', '/v1/contacts/one', { accountId: 'acme-2' });
    const { body } = await call('POST', '/v1/accounts/acme/merge', { duplicateId: 'acme-2' });
    expect(body).toMatchObject({ accountId: 'acme', name: 'Acme', arr: 5000, version: 2 });
    await harness.publish(contracts.contactUpserted, { contactId: 'two', accountId: 'acme-2' });
    await eventually(async () => {
      const contacts = await call('GET', '/v1/accounts/acme-2/contacts');
      expect(contacts.body.items.map((it: { contactId: string }) => it.contactId)).toEqual(['one', 'two']);
      expect(snapshots().findLast(({ data }) => data.contactId === 'one')?.data).toMatchObject({
        accountId: 'acme',
        version: 2,
      });
      expect(merges()[0]?.data).toMatchObject({ accountId: 'acme-2', survivorId: 'acme' });
    });
    expect((await call('GET', '/v1/accounts/acme-2')).body).toMatchObject({ accountId: 'acme', mergedFrom: 'acme-2' });
  }, 30_000);

  it('leaves no contact behind, however many are placed in the account meanwhile', async () => {
    await call('PUT', '/v1/accounts/busy', {});
    await call('PUT', '/v1/accounts/busy-2', {});
    const placing = Array.from({ length: 40 }, (_, i) => call('PUT', `/v1/contacts/p-${i}`, { accountId: 'busy-2' }));
    const merging = call('POST', '/v1/accounts/busy/merge', { duplicateId: 'busy-2' });
    const more = Array.from({ length: 40 }, (_, i) => call('PUT', `/v1/contacts/p-${40 + i}`, { accountId: 'busy-2' }));
    for (const answer of await Promise.all([...placing, merging, ...more])) expect(answer.status).toBe(200);
    const [left] = await harness.database.query(
      `SELECT count(*)::int AS n FROM directory.contacts WHERE account_id = 'busy-2'`,
    );
    expect(left).toEqual({ n: 0 });
    expect((await call('GET', '/v1/accounts/busy/contacts?limit=200')).body.items).toHaveLength(80);
  }, 30_000);
});
