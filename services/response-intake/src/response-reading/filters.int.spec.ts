import { type RunningService } from '#service-kit';
import { FakeClock, Harness } from '#testing';
import { responseIntake } from '../app.module.js';
import { LINK_SECRET } from '../fixtures/intake.js';
import { openExport, type StoredResponse, store, storedResponse } from '../fixtures/stored-responses.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const day = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * DAY_MS);
const counts = ({ state }: StoredResponse) => state === 'provisional' || state === 'confirmed';
const METRICS = { nps: 11, csat: 5, ces: 7 };
const BANDS: Record<string, (row: StoredResponse) => boolean> = {
  detractor: ({ metric, score }) => metric === 'nps' && score <= 6,
  positive: ({ metric, score }) => (metric === 'csat' && score >= 4) || (metric === 'ces' && score >= 5),
};

/** Responses of every kind: what differs does so in cycles of different lengths. */
const rows: StoredResponse[] = Array.from({ length: 120 }, (_, n) => {
  const metric = (['nps', 'nps', 'csat', 'nps', 'ces'] as const)[n % 5]!;
  const at = day(n);
  return storedResponse(new Date(at.getTime() + n), {
    contact_id: `contact-${n % 7}`,
    account_id: n % 4 ? `account-${n % 3}` : null,
    invitation_id: n % 2 ? `invitation-${n}` : null,
    program_id: n % 3 ? `program-${n % 4}` : null,
    touchpoint: ['support.case_closed', 'onboarding.completed'][n % 2]!,
    metric,
    score: (n % METRICS[metric]) + (metric === 'nps' ? 0 : 1),
    comment:
      n % 3 === 0
        ? ['Über zwei Tage\ngewartet…', 'I’m waiting (for the invoice)', 'レポート。速い'][(n % 9) / 3]!
        : null,
    answers: n % 5 === 0 ? [{ questionId: 'why', kind: 'text', text: `Line\nTwo "waiting" ${n}` }] : null,
    channel: ['page', 'widget', 'link', 'kiosk', 'api', 'import'][n % 6]!,
    state: ({ 2: 'provisional', 5: 'set_aside', 8: 'excluded' } as Record<number, string>)[n % 13] ?? 'confirmed',
    source: n % 4 === 1 ? ['delighted', 'retently'][n % 3 ? 1 : 0]! : null,
    external_id: n % 4 === 1 ? `external-${n}` : null,
    historic: n % 8 === 1,
    anonymous: n % 7 === 3,
    answered_at: new Date(at.getTime() - (n % 8 === 1 ? 50 * DAY_MS : 0)).toISOString(),
    revised_at: new Date(at.getTime() + (n % 10 === 0 ? 30 * DAY_MS : n)).toISOString(),
  });
});
const written = rows.filter(({ comment, answers }) => comment || answers);

/** What a value of a parameter asks for. */
type Case = readonly [value: string, fits: (row: StoredResponse) => boolean];

/** A case or more of every parameter that filters. */
const FILTERS: Readonly<Record<string, readonly Case[]>> = {
  contactId: [['contact-3', (it) => it.contact_id === 'contact-3']],
  accountId: [['account-1', (it) => it.account_id === 'account-1']],
  programId: [['program-2', (it) => it.program_id === 'program-2']],
  invitationId: [['invitation-7', (it) => it.invitation_id === 'invitation-7']],
  touchpoint: [['onboarding.completed', (it) => it.touchpoint === 'onboarding.completed']],
  metric: Object.keys(METRICS).map((metric) => [metric, (it) => it.metric === metric]),
  category: Object.entries(BANDS),
  scoreFrom: [['5', ({ score }) => score >= 5]],
  scoreTo: [['5', ({ score }) => score <= 5]],
  source: [['delighted', ({ source }) => source === 'delighted']],
  externalId: [['external-25&source=retently', (it) => it.external_id === 'external-25']],
  channel: ['page', 'widget', 'link', 'api'].map((channel) => [channel, (it) => it.channel === channel]),
  state: [
    ['counting', counts],
    ['provisional', ({ state }) => state === 'provisional'],
    ['set_aside', ({ state }) => state === 'set_aside'],
    ['excluded', ({ state }) => state === 'excluded'],
    ['any', () => true],
  ],
  historic: [
    ['true', ({ historic }) => historic],
    ['false', ({ historic }) => !historic],
  ],
  anonymous: [['true', ({ anonymous }) => anonymous]],
  answeredFrom: [[day(60).toISOString(), (it) => it.answered_at >= day(60).toISOString()]],
  answeredTo: [[day(60).toISOString(), (it) => it.answered_at < day(60).toISOString()]],
  createdFrom: [[day(60).toISOString(), (it) => rows.indexOf(it) >= 60]],
  createdTo: [[day(60).toISOString(), (it) => rows.indexOf(it) < 60]],
  updatedFrom: [[day(60).toISOString(), (it) => it.revised_at >= day(60).toISOString()]],
  updatedTo: [[day(60).toISOString(), (it) => it.revised_at < day(60).toISOString()]],
  text: [
    ['WAITING', (it) => /waiting/.test(JSON.stringify(written.includes(it) && [it.comment, it.answers]))],
    ['%C3%BCber gewartet', ({ comment }) => comment?.startsWith('Über') ?? false],
    ['invo* for', ({ comment }) => comment?.includes('invoice') ?? false],
    ['%E9%80%9F%E3%81%84', ({ comment }) => comment?.includes('速い') ?? false],
    ['two 45', ({ answers }) => JSON.stringify(answers)?.includes(' 45') ?? false],
  ],
};

/** The other parameters, each with what it must come to. */
const OTHERS: Readonly<Record<string, () => Promise<void>>> = {
  limit: async () => expect((await list('limit=7')).items).toHaveLength(7),
  cursor: async () => {
    const { nextCursor, items } = await list('limit=7');
    expect((await list(`limit=7&cursor=${nextCursor}`)).items[0].responseId).toBe(fitting(counts)[7]);
    expect(items).toHaveLength(7);
  },
  order: async () => expect(idsOf(await list('limit=200&order=oldest'))).toEqual(fitting(counts).reverse()),
  sort: async () => {
    for (const [sort, column] of [
      ['updated', 'revised_at'],
      ['answered', 'answered_at'],
    ] as const) {
      const expected = rows.filter(counts).sort((a, b) => (key(a, column) < key(b, column) ? 1 : -1));
      expect(idsOf(await list(`limit=200&sort=${sort}`))).toEqual(expected.map((it) => it.response_id));
    }
    expect(idsOf(await list('limit=200&sort=created'))).toEqual(fitting(counts));
  },
};
const key = (row: StoredResponse, column: 'revised_at' | 'answered_at') => row[column] + row.response_id;

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  // Before all of them: nothing provisional is settled.
  service = await harness.run(responseIntake, { env: { LINK_SECRET }, overrides: { clock: new FakeClock(day(-100)) } });
  await store(harness, rows);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const fitting = (...conditions: ((row: StoredResponse) => boolean)[]) =>
  rows
    .filter((row) => conditions.every((fits) => fits(row)))
    .map((it) => it.response_id)
    .sort()
    .reverse();
const idsOf = ({ items }: { items: { responseId: string }[] }) => items.map(({ responseId }) => responseId);
const get = (path: string) => harness.call(service, 'GET', `/v1/responses${path}`);

async function list(query: string) {
  const { status, body } = await get(`?${query}`);
  expect({ status, ...(status !== 200 && { body }) }).toEqual({ status: 200 });
  return body;
}

async function exported(query: string): Promise<string[]> {
  const file = await (await openExport(service, `format=ndjson&${query}`)).text();
  const lines = file.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line).responseId);
}

async function documented(path: string): Promise<string[]> {
  const document = await (await fetch(`${service.url}/openapi.json`)).json();
  const { parameters } = (document as { paths: Record<string, { get: { parameters: { name: string }[] } }> }).paths[
    path
  ]!.get;
  return parameters.map(({ name }) => name).toSorted();
}

const cases = Object.entries(FILTERS).flatMap(([name, given]) =>
  given.map(([value, fits]) => ({ name, query: `${name}=${value}`, fits })),
);
/** What counts is the default. */
const all = ({ name, fits }: (typeof cases)[number]) => (name === 'state' ? [fits] : [fits, counts]);

describe('the filters of responses', () => {
  it('have a case here for each parameter that the document names, and the export has the same ones', async () => {
    const names = await documented('/v1/responses');
    expect([...Object.keys(FILTERS), ...Object.keys(OTHERS)].toSorted()).toEqual(names);
    const ofFile = [...names.filter((name) => name !== 'limit' && name !== 'cursor'), 'format'].toSorted();
    expect(await documented('/v1/responses/export')).toEqual(ofFile);
  });

  it.each(cases)('let through what fits $query, in lists and in files', async (given) => {
    const expected = fitting(...all(given));
    expect(expected.length).toBeGreaterThan(0);
    expect(idsOf(await list(`limit=200&sort=created&${given.query}`))).toEqual(expected);
    expect(await exported(`sort=created&${given.query}`)).toEqual(expected);
  });

  it.each(Object.keys(OTHERS))('know %s', (name) => OTHERS[name]!());

  it('all work together, two by two', async () => {
    const pairs = cases.flatMap((one, place) => cases.slice(place + 1).map((other) => [one, other] as const));
    for (const [one, other] of pairs.filter(
      ([a, b]) => a.name !== b.name && !(a.name === 'source' && b.name === 'externalId'),
    )) {
      const query = `${one.query}&${other.query}`;
      const { status, body } = await get(`?limit=200&sort=created&${query}`);
      const conditions = [one.fits, other.fits, ...(query.includes('state=') ? [] : [counts])];
      const ids = status === 400 ? [] : idsOf(body);
      expect({ query, ids }).toEqual({ query, ids: fitting(...conditions) });
    }
  }, 60_000);

  it('order by what a range is given of, unless told', async () => {
    const by = (column: 'revised_at' | 'answered_at', fits: (row: StoredResponse) => boolean) =>
      rows.filter((it) => counts(it) && fits(it)).sort((a, b) => (key(a, column) < key(b, column) ? 1 : -1));
    for (const [name, column] of [
      ['answeredTo', 'answered_at'],
      ['updatedFrom', 'revised_at'],
    ] as const) {
      const [value, fits] = FILTERS[name]![0]!;
      const expected = by(column, fits).map((it) => it.response_id);
      expect(idsOf(await list(`limit=200&${name}=${value}`))).toEqual(expected);
    }
  });
});

const fieldsOf = ({ errors = [] }: { errors?: { field: string }[] }) => [...new Set(errors.map(({ field }) => field))];

describe('what no response can fit', () => {
  it.each([
    ['colour=red', 'colour'],
    ['contactId=', 'contactId'],
    ['contactId=a&contactId=b', 'contactId'],
    ['contactId=%00', 'contactId'],
    ['metric=npx', 'metric'],
    ['category=happy', 'category'],
    ['category=promoter&metric=csat', 'category'],
    ['scoreFrom=-1', 'scoreFrom'],
    ['scoreFrom=', 'scoreFrom'],
    ['scoreFrom=1e1', 'scoreFrom'],
    ['scoreFrom=8&scoreTo=7', 'scoreTo'],
    ['scoreFrom=8&metric=ces', 'scoreFrom'],
    ['scoreTo=0&metric=csat', 'scoreTo'],
    ['externalId=4711', 'externalId'],
    ['channel=fax', 'channel'],
    ['state=', 'state'],
    ['historic=1', 'historic'],
    ['answeredFrom=2026-01-01', 'answeredFrom'],
    ['answeredFrom=2026-01-01T00:00:00+01:00', 'answeredFrom'],
    ['answeredFrom=0000-01-01T00:00:00Z', 'answeredFrom'],
    ['answeredFrom=2026-01-01T25:00:00Z', 'answeredFrom'],
    ['answeredFrom=2026-02-30T00:00:00Z', 'answeredFrom'],
    ['createdFrom=2026-01-02T00:00:00Z&createdTo=2026-01-01T00:00:00Z', 'createdTo'],
    ['updatedFrom=2026-01-01T00:00:00Z&updatedTo=2026-01-01T00:00:00Z', 'updatedTo'],
    ['text=%E2%80%A6+!!', 'text'],
    [`text=${'x'.repeat(201)}`, 'text'],
    ['sort=score', 'sort'],
    ['order=desc', 'order'],
  ])('is refused with the field: %s', async (query, field) => {
    for (const path of [`?${query}`, `/export?format=csv&${query}`]) {
      const answer = await get(path);
      expect({ status: answer.status, fields: fieldsOf(answer.body) }).toEqual({ status: 400, fields: [field] });
    }
  });

  it.each([['limit=0'], ['limit=201'], ['limit='], ['limit=5.5'], ['cursor='], ['cursor=x'], ['cursor=%F0%9F%98%80']])(
    'nor a page: %s',
    async (query) => {
      const { status, body } = await get(`?${query}`);
      expect({ status, fields: fieldsOf(body) }).toEqual({ status: 400, fields: [query.split('=')[0]] });
    },
  );

  it.each(['', '?format=xlsx', '?format=csv&limit=5', '?format=csv&format=ndjson'])('nor a file: %s', async (query) => {
    expect(await get(`/export${query}`)).toMatchObject({ status: 400 });
  });
});
