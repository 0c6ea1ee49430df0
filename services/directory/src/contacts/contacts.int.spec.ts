import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { directory } from '../app.module.js';

let harness: Harness;
let service: RunningService;
let strict: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(directory);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const refusal = (field: string, reason: unknown) => ({
  status: 400,
  body: { errors: [{ field, reason }] },
});

describe('contacts over REST', () => {
  it('creates a contact, publishes it whole, and changes nothing when the same comes again', async () => {
    const snapshots = await harness.published(contracts.contactSnapshot);
    const body = { email: 'ana@acme.example', name: 'Ana Silva', role: 'Decision Maker', accountId: 'acme' };
    const first = await call('PUT', '/v1/contacts/ana', body);
    expect(first).toMatchObject({ status: 200, body: { contactId: 'ana', version: 1, role: 'decision_maker' } });
    expect((await call('PUT', '/v1/contacts/ana', body)).body).toEqual(first.body);
    await eventually(() => {
      const [only, ...more] = snapshots().filter(({ data }) => data.contactId === 'ana');
      expect(only?.data).toMatchObject({ version: 1, role: 'decision_maker', emailConsent: true, smsConsent: false });
      expect(more).toEqual([]);
    });
  }, 30_000);

  it('keeps what a partial update leaves out and clears what is null', async () => {
    await call('PUT', '/v1/contacts/ben', { email: 'ben@acme.example', name: 'Ben', locale: 'de' });
    const { body } = await call('PATCH', '/v1/contacts/ben', { locale: null, timeZone: 'Europe/Berlin' });
    expect(body).toMatchObject({ version: 2, name: 'Ben', locale: null, timeZone: 'Europe/Berlin' });
  });

  it('goes on from what Kafka left, and Kafka from what REST left', async () => {
    await call('PUT', '/v1/contacts/both', { name: 'Both' });
    await harness.publish(contracts.contactUpserted, { contactId: 'both', phone: '+4915112345678' });
    await eventually(async () =>
      expect((await call('GET', '/v1/contacts/both')).body).toMatchObject({ version: 2, phone: '+4915112345678' }),
    );
    expect((await call('PATCH', '/v1/contacts/both', { locale: 'fr' })).body).toMatchObject({
      version: 3,
      name: 'Both',
    });
  }, 30_000);

  it('does not know a contact that nobody created', async () => {
    expect(await call('PATCH', '/v1/contacts/nobody', { name: 'x' })).toMatchObject({
      status: 404,
      body: { detail: 'there is no contact nobody' },
    });
  });

  it.each([
    [{ email: 'nowhere' }, 'email', 'must be an e-mail address'],
    [{ phone: '0151 123' }, 'phone', 'must be an E.164 number, such as +5511987654321'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone', 'must be an IANA time zone'],
    [{ locale: 'no_such_language!' }, 'locale', 'must be a BCP 47 language tag'],
    [{ emailConsent: null }, 'emailConsent', 'cannot be cleared'],
    [{ accountId: 'x'.repeat(201) }, 'accountId', 'must have at most 200 characters'],
    [{ name: 7 }, 'name', expect.any(String)],
    [{ nmae: 'typo' }, 'nmae', 'is not a known field'],
    [{ attributes: { colour: 'red' } }, 'attributes.colour', 'is not a declared attribute'],
  ])('refuses %j, naming %s', async (body, field, reason) => {
    const answer = await call('PUT', '/v1/contacts/refused', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toEqual({ field, reason });
    expect((await call('GET', '/v1/contacts/refused')).status).toBe(404);
  });

  it.each([
    [{ arr: -1 }, 'arr', expect.any(String)],
    [{ renewalDate: '2026-02-30' }, 'renewalDate', 'must be a date, YYYY-MM-DD'],
    [{ lifecycle: 'asleep' }, 'lifecycle', expect.any(String)],
    [{ lifecycle: null }, 'lifecycle', 'cannot be cleared'],
  ])('refuses the account %j, naming %s', async (body, field, reason) => {
    expect(await call('PUT', '/v1/accounts/acme-2', body)).toMatchObject(refusal(field, reason));
  });

  it('notes when and where consent was given or taken back, by channel', async () => {
    await call('PUT', '/v1/contacts/con', { smsConsent: true, consentSource: 'signup_form' });
    const { body } = await call('PATCH', '/v1/contacts/con', { emailConsent: false });
    expect(body).toMatchObject({ emailConsent: false, smsConsent: true, inAppConsent: true });
    expect(body.consentChanges).toEqual({
      sms: { granted: true, changedAt: expect.any(String), source: 'signup_form' },
      email: { granted: false, changedAt: expect.any(String), source: 'api' },
    });
    const again = await call('PATCH', '/v1/contacts/con', { emailConsent: false, consentSource: 'elsewhere' });
    expect(again.body).toEqual(body);
  });
});

describe('declared attributes', () => {
  it('are taken with their type and refused with another', async () => {
    await call('PUT', '/v1/attributes/contact/seats', { type: 'number' });
    await call('PUT', '/v1/attributes/contact/plan', { type: 'choice', allowed: ['free', 'team'] });
    const taken = await call('PUT', '/v1/contacts/att', { attributes: { seats: 3, plan: 'team' } });
    expect(taken.body.attributes).toEqual({ seats: 3, plan: 'team' });
    expect(await call('PATCH', '/v1/contacts/att', { attributes: { seats: '3' } })).toMatchObject(
      refusal('attributes.seats', 'must be a number'),
    );
    expect(await call('PATCH', '/v1/contacts/att', { attributes: { plan: 'gold' } })).toMatchObject(
      refusal('attributes.plan', 'must be one of free, team'),
    );
    expect((await call('PATCH', '/v1/contacts/att', { attributes: { plan: null } })).body.attributes).toEqual({
      seats: 3,
    });
  });

  it('cannot be declared against what is stored', async () => {
    await call('PUT', '/v1/attributes/contact/size', { type: 'text' });
    await call('PUT', '/v1/contacts/big', { attributes: { size: 'large' } });
    expect(await call('PUT', '/v1/attributes/contact/size', { type: 'number' })).toMatchObject({
      status: 409,
      body: { detail: 'the contact big has a value of size that would not fit' },
    });
  });

  it.each([
    ['contact/plan2', { type: 'choice' }, 'allowed', 'is needed for a choice'],
    ['contact/plan2', { type: 'text', allowed: ['a'] }, 'allowed', 'must not be given for the type text'],
    ['contact/plan2', { type: 'colour' }, 'type', expect.stringContaining('must be one of')],
    ['contact/2plan', { type: 'text' }, 'name', expect.any(String)],
    ['ship/plan', { type: 'text' }, 'subject', expect.any(String)],
  ])('refuses the declaration %s %j, naming %s', async (path, body, field, reason) => {
    expect(await call('PUT', `/v1/attributes/${path}`, body)).toMatchObject(refusal(field, reason));
  });

  it('are listed, and are no more once taken back', async () => {
    await call('PUT', '/v1/attributes/account/gone', { type: 'boolean' });
    expect((await call('GET', '/v1/attributes')).body.items).toContainEqual(
      expect.objectContaining({ subject: 'account', name: 'gone', type: 'boolean' }),
    );
    expect((await call('DELETE', '/v1/attributes/account/gone')).status).toBe(204);
    expect((await call('DELETE', '/v1/attributes/account/gone')).status).toBe(404);
  });

  it('make an event of another type a dead letter, and keep what nobody declared', async () => {
    await call('PUT', '/v1/attributes/contact/floor', { type: 'number' });
    await harness.publish(
      contracts.contactUpserted,
      { contactId: 'k-1', attributes: { floor: 'third' } },
      { contactId: 'k-2', attributes: { colour: 'red' } },
    );
    await eventually(async () => {
      expect((await call('GET', '/v1/contacts/k-2')).body.attributes).toEqual({ colour: 'red' });
      const letters = await call('GET', '/v1/operations/directory/dead-letters');
      expect(letters.body.items).toContainEqual(expect.objectContaining({ key: 'k-1', field: 'attributes.floor' }));
    });
  }, 30_000);
});

describe('search', () => {
  beforeAll(async () => {
    await call('PUT', '/v1/accounts/globex', { name: 'Globex Logistics', segment: 'enterprise' });
    await call('PUT', '/v1/attributes/contact/team', { type: 'text' });
    for (const [id, name] of [
      ['s-1', 'Zoë Zimmermann'],
      ['s-2', 'Yan Zimmer'],
      ['s-3', 'Xaver Quast'],
    ] as const)
      await call('PUT', `/v1/contacts/${id}`, {
        name,
        accountId: 'globex',
        email: `${id}@globex.example`,
        role: 'admin',
      });
    await call('PATCH', '/v1/contacts/s-3', { role: 'janitor', attributes: { team: 'blue' } });
  });

  const ids = async (query: string) =>
    (await call('GET', query)).body.items.map((item: Record<string, string>) => item.contactId ?? item.accountId);

  it.each([
    ['/v1/contacts?q=zimm', ['s-1', 's-2']],
    ['/v1/contacts?q=yan%20zim', ['s-2']],
    ['/v1/contacts?q=S-3%40glo', ['s-3']],
    ['/v1/contacts?q=s-1', ['s-1']],
    ['/v1/contacts?email=S-2%40globex.example', ['s-2']],
    ['/v1/contacts?accountId=globex&role=Admin', ['s-1', 's-2']],
    ['/v1/contacts?attribute=team:blue', ['s-3']],
    ['/v1/accounts/globex/contacts', ['s-1', 's-2', 's-3']],
    ['/v1/accounts?q=logis', ['globex']],
    ['/v1/accounts?segment=enterprise', ['globex']],
  ])('%s finds %j', async (query, found) => {
    expect(await ids(query)).toEqual(found);
  });

  it('goes through all pages without a gap or a repetition', async () => {
    const first = await call('GET', '/v1/contacts?accountId=globex&limit=2');
    const second = await call('GET', `/v1/contacts?accountId=globex&limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map(({ contactId }) => contactId)).toEqual([
      's-1',
      's-2',
      's-3',
    ]);
    expect(second.body.nextCursor).toBeNull();
  });

  it.each([
    ['/v1/contacts?limit=201', 'limit'],
    ['/v1/contacts?attribute=blue', 'attribute'],
    ['/v1/contacts?colour=blue', 'colour'],
  ])('refuses %s, naming %s', async (query, field) => {
    const answer = await call('GET', query);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it('does not list the contacts of an account that nobody knows', async () => {
    expect((await call('GET', '/v1/accounts/nobody/contacts')).status).toBe(404);
  });
});

describe('UNDECLARED_ATTRIBUTES=refused', () => {
  it('makes an event with an undeclared attribute a dead letter that names it', async () => {
    await harness.stopService(service);
    strict = await harness.run(directory, { env: { UNDECLARED_ATTRIBUTES: 'refused' } });
    await harness.publish(contracts.contactUpserted, { contactId: 'k-3', attributes: { shade: 'red' } });
    await eventually(async () => {
      const letters = await harness.call(strict, 'GET', '/v1/operations/directory/dead-letters');
      expect(letters.body.items).toContainEqual(expect.objectContaining({ key: 'k-3', field: 'attributes.shade' }));
    });
  }, 30_000);
});
