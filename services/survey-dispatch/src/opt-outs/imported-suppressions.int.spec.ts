import { contracts } from '#contracts';
import { contactIdOfEmail, contactIdOfPhone } from '#messaging';
import { eventually, Harness } from '#testing';
import { surveyDispatch } from '../app.module.js';
import { dispatchEnvironment } from '../fixtures/dispatch.js';

let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start();
  await harness.run(surveyDispatch, { env: dispatchEnvironment(1) });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

let version = 0;
async function known(contactId: string, more: { email?: string; phone?: string }) {
  const data = { contactId, version: ++version, emailConsent: true, attributes: {}, ...more };
  await harness.publish(contracts.contactSnapshot, { ...data, updatedAt: '2026-01-01T00:00:00Z' });
  await eventually(async () =>
    expect(
      await harness.database.query('SELECT 1 FROM survey_dispatch.contacts WHERE contact_id = $1 AND version = $2', [
        contactId,
        version,
      ]),
    ).toHaveLength(1),
  );
}
const told = (contactId: string, reason: string, since?: string) =>
  harness.publish(contracts.suppressionImported, {
    contactId,
    importId: 'i-1',
    reason,
    since,
    importedAt: '2026-01-01T00:00:00Z',
  });
async function blockOf(contactId: string): Promise<string | undefined> {
  const [row] = await harness.database.query<{ blocked: string }>(
    'SELECT blocked FROM survey_dispatch.contact_budget WHERE contact_id = $1',
    [contactId],
  );
  return row?.blocked;
}
const blocked = (contactId: string, reason: string | null) =>
  eventually(async () => expect((await blockOf(contactId)) ?? null).toBe(reason));

describe('opt-outs and bounces of imported files', () => {
  it('block a contact who is known, since when the file says, and publish that once', async () => {
    const suppressed = await harness.published(contracts.contactSuppressed);
    await known('ana', { email: 'ana@acme.example' });
    await told('ana', 'opted_out', '2024-06-01T12:00:00Z');
    await told('ana', 'opted_out', '2024-06-01T12:00:00Z');
    await told('last', 'opted_out');
    await blocked('last', 'opted_out');
    expect(await blockOf('ana')).toBe('opted_out');
    const [budget] = await harness.database.query<{ blocked_at: Date }>(
      `SELECT blocked_at FROM survey_dispatch.contact_budget WHERE contact_id = 'ana'`,
    );
    expect(budget!.blocked_at.toISOString()).toBe('2024-06-01T12:00:00.000Z');
    await eventually(() => expect(suppressed().map(({ data }) => data.contactId)).toEqual(['ana', 'last']));
  }, 30_000);

  it('block whoever comes to have the address, or the number, later on', async () => {
    await told(contactIdOfEmail('ben@acme.example'), 'opted_out');
    await told(contactIdOfPhone('+4930123456'), 'opted_out');
    await blocked(contactIdOfPhone('+4930123456'), 'opted_out');
    await known('ben', { email: 'Ben@ACME.example' });
    await known('cem', { email: 'cem@acme.example', phone: '+4930123456' });
    await known('dan', { email: 'dan@acme.example' });
    await blocked('ben', 'opted_out');
    await blocked('cem', 'opted_out');
    await blocked('dan', null);
  }, 30_000);

  it('end a bounce with another address, and no opt-out', async () => {
    await known('eva', { email: 'eva@old.example' });
    await told('eva', 'bounced');
    await blocked('eva', 'bounced');
    await known('eva', { email: 'eva@new.example' });
    await blocked('eva', null);
    await told(contactIdOfEmail('fay@old.example'), 'bounced');
    await blocked(contactIdOfEmail('fay@old.example'), 'bounced');
    await known('fay', { email: 'fay@old.example' });
    await blocked('fay', 'bounced');
    await known('fay', { email: 'fay@new.example' });
    await blocked('fay', null);
    await told('fay', 'opted_out');
    await blocked('fay', 'opted_out');
    await known('fay', { email: 'fay@newer.example' });
    await told('marker', 'opted_out');
    await blocked('marker', 'opted_out');
    expect(await blockOf('fay')).toBe('opted_out');
  }, 60_000);
});
