import { contracts, type DataOf } from '#contracts';
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
const contact = async (id: string) => (await call('GET', `/v1/contacts/${id}`)).body;
const imported = (data: Partial<DataOf<typeof contracts.personImported>> & { contactId: string }) =>
  harness.publish(contracts.personImported, { importId: 'i-1', importedAt: '2026-01-01T00:00:00Z', ...data });

describe('people of imported files', () => {
  it('become contacts who may be mailed, unless the file says that they opted out', async () => {
    await imported({ contactId: 'email-a', email: 'a@old.example', name: 'Ada', attributes: { Country: 'Brazil' } });
    await imported({ contactId: 'email-b', email: 'b@old.example', emailConsent: false });
    await eventually(async () => expect(await contact('email-b')).toMatchObject({ version: 1 }));
    expect(await contact('email-a')).toMatchObject({
      ...{ email: 'a@old.example', name: 'Ada', attributes: { Country: 'Brazil' }, emailConsent: true, version: 1 },
      consentChanges: {},
    });
    expect(await contact('email-b')).toMatchObject({
      emailConsent: false,
      consentChanges: { email: { granted: false, source: 'import' } },
    });
  }, 30_000);

  it('complete a contact who is known and overwrite nothing, also in one chunk', async () => {
    const known = {
      email: 'maria@acme.example',
      name: 'Maria Silva',
      emailConsent: true,
      attributes: { plan: 'team' },
    };
    await harness.publish(contracts.contactUpserted, { contactId: 'maria', ...known });
    await eventually(async () => expect(await contact('maria')).toMatchObject({ version: 1 }));
    const people = [
      {
        email: 'other@old.example',
        name: 'M.',
        locale: 'pt',
        emailConsent: false,
        attributes: { plan: 'free', seats: 3 },
      },
      { locale: 'en', phone: '+4930123456' },
    ];
    await harness.publish(
      contracts.personImported,
      ...people.map((it) => ({ contactId: 'maria', importId: 'i-1', importedAt: '2026-01-01T00:00:00Z', ...it })),
    );
    await eventually(async () => expect(await contact('maria')).toMatchObject({ phone: '+4930123456' }));
    expect(await contact('maria')).toMatchObject({
      ...{ email: 'maria@acme.example', name: 'Maria Silva', locale: 'pt', emailConsent: true },
      attributes: { plan: 'team', seats: 3 },
    });
  }, 30_000);

  it('change nothing of a contact when they come again', async () => {
    const before = await contact('maria');
    await imported({ contactId: 'maria', name: 'M.', locale: 'pt' });
    await imported({ contactId: 'email-c', name: 'Last' });
    await eventually(async () => expect(await contact('email-c')).toMatchObject({ version: 1 }));
    expect(await contact('maria')).toEqual(before);
  }, 30_000);

  it('take consent back where they opted out later, in whatever order, but not where it was given here', async () => {
    const optOut = (contactId: string, reason = 'opted_out') =>
      harness.publish(contracts.suppressionImported, {
        contactId,
        importId: 'i-2',
        reason,
        since: '2025-01-01T00:00:00Z',
        importedAt: '2026-01-01T00:00:00Z',
      });
    for (const id of ['email-a', 'maria', 'nobody']) await optOut(id);
    await optOut('email-c', 'bounced');
    await eventually(async () => expect(await contact('email-a')).toMatchObject({ emailConsent: false, version: 2 }));
    await optOut('email-b');
    await imported({ contactId: 'email-d', name: 'Last' });
    await eventually(async () => expect(await contact('email-d')).toMatchObject({ version: 1 }));
    expect(await contact('maria')).toMatchObject({ emailConsent: true });
    expect(await contact('email-c')).toMatchObject({ emailConsent: true });
    expect(await contact('email-b')).toMatchObject({ version: 1 });
    expect((await call('GET', '/v1/contacts/nobody')).status).toBe(404);
  }, 30_000);
});
