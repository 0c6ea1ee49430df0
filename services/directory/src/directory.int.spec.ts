import { contracts } from '#contracts';
import { eventually, Harness } from '#testing';
import { directory } from './app.module.js';

let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start();
  await harness.run(directory);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

describe('directory', () => {
  it('publishes an account whole after partial upserts', async () => {
    const snapshots = await harness.published(contracts.accountSnapshot);
    await harness.publish(contracts.accountUpserted, { accountId: 'acme', name: 'Acme' });
    await harness.publish(contracts.accountUpserted, { accountId: 'acme', arr: 1000, ownerCsm: 'ana' });
    const last = await eventually(() => {
      const found = snapshots().at(-1)!;
      expect(found.data.version).toBe(2);
      return found;
    });
    expect(last.data).toMatchObject({
      accountId: 'acme',
      name: 'Acme',
      arr: 1000,
      ownerCsm: 'ana',
      lifecycle: 'active',
    });
    expect(last.record.key).toBe('acme');
    expect(last.record.headers.ce_causationid).toBeDefined();
  }, 30_000);

  it('shows a contact over REST', async () => {
    const [service] = harness.services;
    await harness.publish(contracts.contactUpserted, { contactId: 'c-1', accountId: 'acme', email: 'c1@acme.example' });
    await eventually(async () => {
      const answer = await harness.call(service!, 'GET', '/v1/contacts/c-1');
      expect(answer).toMatchObject({ status: 200, body: { contactId: 'c-1', accountId: 'acme', emailConsent: true } });
    });
  }, 30_000);

  it('makes an upsert with an impossible value a dead letter that names the field', async () => {
    const [service] = harness.services;
    await harness.publish(contracts.contactUpserted, { contactId: 'c-2', timeZone: 'Mars/Olympus' });
    await eventually(async () => {
      const answer = await harness.call(service!, 'GET', '/v1/operations/directory/dead-letters');
      expect(answer.body.items).toContainEqual(expect.objectContaining({ key: 'c-2', field: 'timeZone' }));
    });
  }, 30_000);
});
