import fc from 'fast-check';
import { Installation, TOUCHPOINT } from './installation.js';

let installation: Installation;
let key: string;
let reader: string;

beforeAll(async () => {
  installation = await Installation.start();
  [key, reader] = await Promise.all([installation.key(), installation.key('read')]);
}, 120_000);
afterAll(() => installation?.harness.stop(), 60_000);

interface Sent {
  readonly as?: string | null;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly at?: string;
}

const JSON_BODY = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const basic = (user: string, password = '') => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function send(method: string, path: string, { as = key, body, headers, at }: Sent = {}) {
  const answer = await fetch(`${at ?? installation.gateway.url}/delighted/v1${path}`, {
    method,
    body,
    headers: { ...(as !== null && { authorization: basic(as) }), ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) };
}
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  send('POST', path, { body: JSON.stringify(body), headers: { ...JSON_BODY, ...headers } });

/** A value as a query has it; not every object has a text of its own. */
const textOf = (it: unknown) => (typeof it === 'object' ? JSON.stringify(it) : String(it));

describe('who may ask', () => {
  it.each([
    ['nobody', null, {}],
    ['an unknown key', `rpt_${'A'.repeat(43)}`, {}],
    ['something else', 'me', {}],
  ])('is not %s', async (_, as, headers) => {
    const answer = await send('GET', '/people', { as, headers });
    expect(answer).toMatchObject({ status: 401, body: { status: 401, message: 'Unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  it('is who has a key, with whatever password', async () => {
    const headers = { authorization: basic(key, '-') };
    expect((await send('GET', '/bounces', { as: null, headers })).status).toBe(200);
  });

  it('may do what the scopes of the key allow', async () => {
    expect((await send('GET', '/people', { as: reader })).status).toBe(200);
    const refused = await send('DELETE', '/survey_responses/1', { as: reader });
    expect(refused.status).toBe(405);
    const sent = { as: reader, body: '{"person_email":"a@b.example"}', headers: JSON_BODY };
    expect(await send('POST', '/unsubscribes', sent)).toMatchObject({
      status: 403,
      body: { status: 403, message: expect.stringContaining('"write"') },
    });
  });
});

describe('what is asked', () => {
  it.each([
    ['GET', '/people', 200],
    ['GET', '/people.json', 200],
    ['GET', '/metrics.json?since=1767225600', 200],
    ['GET', '/survey_responses.json?order=desc:updated_at&updated_since=1767225600', 200],
    ['GET', '/unsubscribes.json', 200],
    ['GET', '/people/nobody', 404],
    ['GET', '/people/email:nobody@acme.example.json', 404],
    ['DELETE', '/people/42', 404],
    ['DELETE', '/people/email%3Anobody%40acme.example', 404],
    ['DELETE', '/people/nobody%40acme.example/survey_requests/pending', 404],
    ['GET', '/survey_responses/5', 404],
    ['PUT', '/survey_responses/5', 404],
    ['GET', '/nothing', 404],
    ['PUT', '/people', 405],
    ['POST', '/metrics', 405],
    ['DELETE', '/survey_responses/5', 405],
    ['GET', '/people?per_page=x', 422],
    ['GET', '/people?page_info=x', 422],
    ['GET', '/people?email=a@b.example&phone_number=%2B14155551212', 422],
    ['GET', '/survey_responses?order=newest', 422],
    ['GET', '/metrics?since=1', 422],
    ['GET', '/autopilot/email', 501],
    ['DELETE', '/autopilot/sms/memberships?person_id=1', 501],
  ])('%s %s is answered %i', async (method, path, status) => {
    const answer = await send(method, path, { headers: method === 'GET' ? {} : JSON_BODY });
    expect(answer.status).toBe(status);
    if (status >= 400) expect(answer.body).toMatchObject({ status, message: expect.any(String) });
    if (status === 405) expect(answer.headers.get('allow')).toBeTruthy();
    if (status === 422) expect(Object.values(answer.body.errors).flat()).not.toEqual([]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it.each<[string, Sent, object]>([
    ['broken JSON', { body: '{"email":', headers: JSON_BODY }, { status: 400 }],
    ['a list', { body: '[]', headers: JSON_BODY }, { status: 422 }],
    ['plain text', { body: 'email=a@b.example', headers: { 'content-type': 'text/plain' } }, { status: 406 }],
    ['a wish for HTML', { body: '{}', headers: { ...JSON_BODY, accept: 'text/html' } }, { status: 406 }],
    ['too much', { body: JSON.stringify({ name: 'x'.repeat(70_000) }), headers: JSON_BODY }, { status: 413 }],
    ['nothing', { headers: JSON_BODY }, { status: 422, errors: { email: ["can't be blank"] } }],
    [
      'a language that is none',
      { body: 'email=a@b.example&properties[locale]=no_such!', headers: FORM },
      { status: 422 },
    ],
  ])('is refused with %s', async (_, sent, body) => {
    expect(await send('POST', '/people', sent)).toMatchObject({ ...pick(body), body });
  });
  const pick = (body: object) => ({ status: (body as { status: number }).status });

  it('is answered 503 with Retry-After where a service is away', async () => {
    const away = await installation.another({ SCORING_URL: 'http://127.0.0.1:9' });
    const answer = await send('GET', '/metrics', { at: away.url });
    expect(answer).toMatchObject({ status: 503, body: { status: 503, message: expect.stringContaining('scoring') } });
    expect(answer.headers.get('retry-after')).toBe('5');
  }, 30_000);
});

describe('people', () => {
  it('are created from a form, and listed with a Link to the next page, up to the last', async () => {
    const body = (n: number) => `email=form-${n}%40acme.example&name=Form&send=false&properties%5Bplan%5D=basic`;
    for (const n of [1, 2, 3]) {
      const created = await send('POST', '/people', { body: body(n), headers: FORM });
      expect(created).toMatchObject({ status: 201, body: { name: 'Form', properties: { plan: 'basic' } } });
    }
    const seen: string[] = [];
    let next: string | undefined = `${installation.gateway.url}/delighted/v1/people.json?per_page=2`;
    while (next) {
      const answer = await fetch(next, { headers: { authorization: basic(key) } });
      const people = (await answer.json()) as { email: string }[];
      expect(people.length).toBeLessThanOrEqual(2);
      seen.push(...people.map(({ email }) => email));
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen.filter((email) => email.startsWith('form-'))).toEqual([1, 2, 3].map((n) => `form-${n}@acme.example`));
    expect(new Set(seen).size).toBe(seen.length);
  }, 30_000);

  it('keep the properties that are declared, and are told which are not', async () => {
    await installation.ask('PUT', '/v1/attributes/contact/seats', { type: 'number' });
    const properties = { seats: '12', colour: 'red' };
    const created = await post('/people', { email: 'declared@acme.example', send: false, properties });
    expect(created.headers.get('rapport-undeclared-properties')).toBe('colour');
    const { body } = await installation.ask('GET', `/v1/contacts/${created.body.id}`);
    expect(body.attributes).toEqual({ seats: 12 });
    const wrong = await post('/people', { email: 'declared@acme.example', properties: { seats: 'many' } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: { properties: [expect.stringContaining('seats')] } } });
  }, 30_000);

  it('who agreed to text messages are those whom the caller has asked by one', async () => {
    const { body } = await post('/people', { phone_number: '+14155550100', channel: 'sms', send: false });
    expect(body).toMatchObject({ email: null, phone_number: '+14155550100' });
    const contact = (await installation.ask('GET', `/v1/contacts/${body.id}`)).body;
    expect(contact).toMatchObject({ smsConsent: true, consentChanges: { sms: { source: 'delighted_api' } } });
    await installation.ask('PATCH', `/v1/contacts/${body.id}`, { smsConsent: false, consentSource: 'the person' });
    await post('/people', { phone_number: '+14155550100', channel: 'sms', send: false });
    expect((await installation.ask('GET', `/v1/contacts/${body.id}`)).body.smsConsent).toBe(false);
  }, 30_000);

  it('can be told another address', async () => {
    const { body } = await post('/people', { email: 'old@acme.example', send: false });
    const changed = await post('/people', { email: 'old@acme.example', email_update: 'new@acme.example', send: false });
    expect(changed.body).toMatchObject({ id: body.id, email: 'new@acme.example' });
  }, 30_000);

  it('who were erased are not brought back', async () => {
    const { body } = await post('/people', { email: 'gone@acme.example', send: false });
    expect(await send('DELETE', `/people/${body.id}`)).toMatchObject({ status: 202, body: { ok: true } });
    expect(await post('/people', { email: 'gone@acme.example' })).toMatchObject({
      status: 422,
      body: { errors: { email: ['is of a person who was erased'] } },
    });
  }, 30_000);
});

describe('responses', () => {
  it.each<[object, string]>([
    [{ score: 5 }, 'person'],
    [{ person: 'nobody', score: 5 }, 'person'],
    [{ person: 'x' }, 'score'],
    [{ person: 'x', score: 11 }, 'score'],
    [{ person: 'x', score: 'high' }, 'score'],
    [{ person: 'x', score: 1, created_at: 'now' }, 'created_at'],
    [{ person: 'x', score: 1, comment: { a: 1 } }, 'comment'],
  ])('sent as %j are refused, naming %s', async (body, field) => {
    expect(await post('/survey_responses', body)).toMatchObject({
      status: 422,
      body: { errors: { [field]: [expect.any(String)] } },
    });
  });

  it('are one, however often they are sent under one Idempotency-Key', async () => {
    const { body: person } = await post('/people', { email: 'twice@acme.example', send: false });
    const answer = { person: person.id, score: 8 };
    const sent = await Promise.all(
      [1, 2, 3].map(() => post('/survey_responses', answer, { 'idempotency-key': 'r-1' })),
    );
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1);
    const { body: all } = await send('GET', `/survey_responses?person_id=${person.id}`);
    expect(all).toHaveLength(1);
  }, 30_000);

  it('of Delighted are found by the ids that they had there, and can be changed', async () => {
    const { body: person } = await post('/people', { email: 'moved@acme.example', send: false });
    const moved = { contactId: person.id, touchpoint: TOUCHPOINT, score: 6, source: 'delighted', externalId: '5435' };
    await installation.ask('POST', '/v1/responses', { ...moved, historic: true, answeredAt: '2025-05-05T05:05:05Z' });
    const { body } = await send('GET', '/survey_responses/5435.json?expand[]=person');
    expect(body).toMatchObject({
      score: 6,
      created_at: Date.parse('2025-05-05T05:05:05Z') / 1000,
      person: { id: person.id },
    });
    const changed = await send('PUT', '/survey_responses/5435', { body: 'score=9&comment=Better', headers: FORM });
    expect(changed).toMatchObject({ status: 200, body: { id: body.id, score: 9, comment: 'Better' } });
    const other = await send('PUT', `/survey_responses/${body.id}`, { body: 'person=else', headers: FORM });
    expect(other).toMatchObject({ status: 422, body: { errors: { person: ['cannot be changed'] } } });
  }, 30_000);

  it('that nobody can change any more are refused with the reason', async () => {
    const { body: person } = await post('/people', { email: 'fixed@acme.example', send: false });
    const given = { contactId: person.id, touchpoint: TOUCHPOINT, score: 6 };
    const { body: receipt } = await installation.ask('POST', '/v1/responses', given);
    const answer = await send('PUT', `/survey_responses/${receipt.responseId}`, { body: 'score=9', headers: FORM });
    expect(answer).toMatchObject({ status: 422, body: { errors: { base: [expect.stringContaining('cannot be')] } } });
  }, 30_000);
});

describe('whatever is asked', () => {
  const paths = [
    '/people',
    '/people/x',
    '/survey_responses',
    '/survey_responses/x',
    '/metrics',
    '/unsubscribes',
    '/bounces',
  ];
  const names =
    'email phone_number name send delay channel properties person score comment created_at since until page per_page';
  const value = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.object());

  it('never breaks, and is refused in one form', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
        fc.constantFrom(...paths),
        fc.dictionary(fc.constantFrom(...names.split(' ')), value),
        async (method, path, fields) => {
          const inQuery = method === 'GET' || method === 'DELETE';
          const texts = Object.entries(fields).map(([name, it]) => [name, textOf(it)] as [string, string]);
          const query = inQuery ? `?${new URLSearchParams(texts)}` : '';
          const body = inQuery ? {} : { body: JSON.stringify(fields) };
          const answer = await send(method, path + query, { ...body, headers: JSON_BODY });
          expect(answer.status).toBeLessThan(500);
          if (answer.status >= 400) expect(answer.body).toMatchObject({ status: answer.status });
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);
});
