import { basicKey } from './basic-key.rules.js';
import { DelightedRefusal, delightedErrorOf, UpstreamRefusal } from './delighted-error.rules.js';
import { FieldReader } from './field-reader.rules.js';
import { parseForm } from './form-body.rules.js';
import { metricsOf, readMetricsWanted } from './metrics.rules.js';
import { nextLink, queryOf, readPage } from './paging.rules.js';
import { attributesOf, readIdentifier, readPerson } from './person.rules.js';
import { addressOf, takesJson } from './request-address.rules.js';
import { isHistoric, readResponsesWanted } from './survey-response.rules.js';

const errorsOf = (attempt: () => unknown) => {
  try {
    attempt();
  } catch (error) {
    return delightedErrorOf(error).errors;
  }
  return undefined;
};

describe('a key', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  it.each([
    [basic('rpt_key:'), 'rpt_key'],
    [basic('rpt_key:-'), 'rpt_key'],
    [basic('rpt_key'), 'rpt_key'],
    [basic(':x'), undefined],
    ['Bearer rpt_key', undefined],
    ['Basic ', undefined],
    [undefined, undefined],
  ])('is the user name of %s: %s', (header, key) => {
    expect(basicKey(header)).toBe(key);
  });
});

describe('a person', () => {
  it.each<[object, object]>([
    [{}, { email: ["can't be blank"] }],
    [{ email: 'nowhere' }, { email: ['is invalid'] }],
    [{ phone_number: '0151 12' }, { phone_number: ['is invalid'] }],
    [{ email: 'a@b.example', name: 'x'.repeat(256) }, { name: ['must be less than 255 characters'] }],
    [{ email: 'a@b.example', delay: 'soon' }, { delay: ['is not a number'] }],
    [{ email: 'a@b.example', delay: -1 }, { delay: ['must be greater than or equal to 0'] }],
    [{ email: 'a@b.example', channel: 'fax' }, { channel: ['is not included in the list'] }],
    [{ email: 'a@b.example', send: 'maybe' }, { send: ['is not included in the list'] }],
    [{ email: 'a@b.example', properties: ['x'] }, { properties: ['is invalid'] }],
    [
      { email: 'a@b.example', properties: { a: { b: 1 } } },
      { properties: ['must have values that are texts or numbers'] },
    ],
    [
      { email: 'a\0@b.example', delay: 1.5 },
      { email: ['is invalid'], delay: ['is not a number'] },
    ],
  ])('sent as %j is refused with %j', (sent, errors) => {
    expect(errorsOf(() => readPerson(new FieldReader(sent as never)))).toEqual(errors);
  });

  it('sent as a form is the same as sent as JSON', () => {
    const form = parseForm('email=a%40b.example&send=false&delay=60&properties%5Bplan%5D=basic&properties[locale]=de');
    const json = { email: 'a@b.example', send: false, delay: 60, properties: { plan: 'basic', locale: 'de' } };
    expect(readPerson(new FieldReader(form))).toEqual(readPerson(new FieldReader(json)));
    expect(readPerson(new FieldReader(form))).toMatchObject({ locale: 'de', properties: { plan: 'basic' } });
  });

  it('has of its properties those as attributes that are declared, in the type that is', () => {
    const declared = (name: string, type: string, subject = 'contact') => ({ subject, name, type });
    const declarations = [declared('seats', 'number'), declared('trial', 'boolean'), declared('plan', 'text')];
    const properties = { seats: '12', trial: 'true', plan: 7, colour: 'red', tier: null };
    expect(attributesOf(properties, [...declarations, declared('colour', 'text', 'account')])).toEqual({
      seats: 12,
      trial: true,
      plan: '7',
    });
    expect(attributesOf({ seats: 'many' }, declarations)).toEqual({ seats: 'many' });
  });

  it.each<[string, object]>([
    ['42', { id: '42' }],
    ['email:a@b.example', { email: 'a@b.example' }],
    ['phone_number:+14155551212', { phoneNumber: '+14155551212' }],
  ])('named %s is %j', (text, identifier) => {
    expect(readIdentifier(text)).toEqual(identifier);
  });
});

describe('a page', () => {
  const page = (sent: object) => {
    const reader = new FieldReader(sent as never);
    const wanted = readPage(reader);
    reader.check();
    return wanted;
  };

  it('has 20 items where nothing is said and 100 at the most, and seconds are whole', () => {
    expect(page({})).toEqual({ perPage: 20, page: 1, since: undefined, until: undefined });
    const until = new Date('2026-01-01T00:00:00.999Z');
    expect(page({ per_page: '500', page: '3', until: '1767225600' })).toMatchObject({ perPage: 100, page: 3, until });
  });

  it.each<[object, string]>([
    [{ per_page: '0' }, 'per_page'],
    [{ page: 'two' }, 'page'],
    [{ since: 'yesterday' }, 'since'],
    [{ until: '-1' }, 'until'],
  ])('%j is refused, naming %s', (sent, name) => {
    expect(Object.keys(errorsOf(() => page(sent)) ?? {})).toEqual([name]);
  });

  it('names the next one with all that was asked for', () => {
    const link = nextLink('https://nps.example/people', { per_page: '2', 'a[]': ['x', 'y'], page_info: 'old' }, 'n/1');
    expect(link).toBe('<https://nps.example/people?per_page=2&a%5B%5D=x&a%5B%5D=y&page_info=n%2F1>; rel="next"');
  });

  it('of responses is in one of six orders', () => {
    const order = (text?: string) => readResponsesWanted(new FieldReader(text === undefined ? {} : { order: text }));
    expect(order()).toMatchObject({ newestFirst: false, byUpdate: false, expandPerson: false });
    expect(order('desc:updated_at')).toMatchObject({ newestFirst: true, byUpdate: true });
    expect(errorsOf(() => order('newest'))).toEqual({ order: ['is not included in the list'] });
  });

  it.each([{ expand: 'person' }, { 'expand[]': 'person' }, { 'expand[]': ['notes', 'person'] }])(
    'is expanded by %j',
    (sent) => {
      expect(readResponsesWanted(new FieldReader(sent)).expandPerson).toBe(true);
    },
  );
});

describe('metrics', () => {
  const now = new Date('2026-03-30T12:00:00Z');
  it('are of the last 30 days where nothing is said, and of whole days', () => {
    expect(readMetricsWanted(new FieldReader({}), now)).toBe('?from=2026-03-01&to=2026-03-30');
    const sent = { since: Date.parse('2026-01-01T13:00:00Z') / 1000, trend: 'a.b' };
    expect(readMetricsWanted(new FieldReader(sent), now)).toBe('?from=2026-01-01&to=2026-03-30&touchpoint=a.b');
  });

  it('are refused for more than three years, and backwards', () => {
    expect(errorsOf(() => readMetricsWanted(new FieldReader({ since: 0 }), now))).toHaveProperty('since');
    expect(errorsOf(() => readMetricsWanted(new FieldReader({ until: 0, since: 999_999 }), now))).toHaveProperty(
      'since',
    );
  });

  it('are whole numbers, and null where too few answered', () => {
    const shown = metricsOf({ n: 51, nps: 50.98, promoters: 32, passives: 13, detractors: 6 });
    expect(shown).toMatchObject({ nps: 51, promoter_percent: 63, passive_percent: 25, detractor_percent: 12 });
    const hidden = metricsOf({ n: 3, nps: null, promoters: null, passives: null, detractors: null });
    expect(hidden).toMatchObject({ nps: null, promoter_count: null, promoter_percent: null, response_count: 3 });
  });
});

describe('an error', () => {
  const upstream = (status: number, problem: object = {}) =>
    delightedErrorOf(new UpstreamRefusal('directory', status, problem));

  it.each<[string, unknown, object]>([
    ['a refusal', new DelightedRefusal(404), { status: 404, message: 'Not Found' }],
    ['an unknown form', Object.assign(new Error('x'), { statusCode: 415 }), { status: 406, message: 'Not Acceptable' }],
    ['a limit', Object.assign(new Error('x'), { statusCode: 429 }), { status: 429, message: 'Too Many Requests' }],
    ['a fault', new TypeError('secret'), { status: 500, message: 'Internal Server Error' }],
  ])('that is %s is told in the form of Delighted', (_, error, body) => {
    expect(delightedErrorOf(error)).toEqual(body);
  });

  it('of a service is told by the names that callers know', () => {
    const errors = [
      { field: 'contactId', reason: 'is wrong' },
      { field: 'attributes.plan', reason: 'must be one of a, b' },
    ];
    expect(upstream(400, { errors }).errors).toEqual({
      person: ['is wrong'],
      properties: ['plan must be one of a, b'],
    });
    expect(upstream(409, { detail: 'the edit window is over' })).toMatchObject({
      status: 422,
      errors: { base: ['the edit window is over'] },
    });
    expect(upstream(403, { detail: 'lacks the scope' })).toEqual({ status: 403, message: 'lacks the scope' });
    expect([500, 502, 503, 401].map((status) => upstream(status).status)).toEqual([503, 503, 503, 500]);
  });
});

describe('a request', () => {
  it.each<[string, string | undefined, boolean]>([
    ['/people', undefined, true],
    ['/people', '*/*', true],
    ['/people', 'text/html, application/json;q=0.5', true],
    ['/people', 'text/html', false],
    ['/people', 'application/json;q=0', false],
    ['/people.json', 'text/html', true],
  ])('of %s with Accept %s takes JSON: %s', (path, accept, expected) => {
    expect(takesJson(path, accept)).toBe(expected);
  });

  it('was sent to the address that it names, or a trusted proxy does', () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'nps.example' };
    const asked = { protocol: 'http', host: '127.0.0.1:8080', headers };
    expect(addressOf(asked, 0)).toBe('http://127.0.0.1:8080');
    expect(addressOf(asked, 1)).toBe('https://nps.example');
    expect(addressOf({ ...asked, host: 'a>b', headers: {} }, 0)).toBe('http://localhost');
  });
});

describe('an answer', () => {
  it('is history when it is more than a day old', () => {
    const now = new Date('2026-03-02T00:00:00Z');
    expect(isHistoric(undefined, now)).toBe(false);
    expect(isHistoric(new Date('2026-03-01T00:00:00Z'), now)).toBe(false);
    expect(isHistoric(new Date('2026-02-28T23:59:59Z'), now)).toBe(true);
  });
});

describe('a query', () => {
  it('holds what is given, moments in RFC 3339', () => {
    expect(queryOf({ a: 1, b: undefined, c: new Date(0) })).toBe('?a=1&c=1970-01-01T00%3A00%3A00.000Z');
    expect(queryOf({})).toBe('');
  });
});
