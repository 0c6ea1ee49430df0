import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { surveyDispatch } from '../app.module.js';
import { contactSnapshot, dispatchEnvironment, journeyEvent, knownContacts } from '../fixtures/dispatch.js';

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env: { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) =>
  harness.call(service, method, `/v1/surveys${path}`, body);
const choice = (id: string) => ({ id, text: { en: id } });
const document = (fields: object = {}) => ({
  name: 'After training',
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How likely?' },
  followUps: [{ id: 'why', kind: 'single_choice', question: { en: 'Why?' }, choices: [choice('a'), choice('b')] }],
  ...fields,
});

describe('surveys', () => {
  it('tells everyone the versions that an installation begins with, once', async () => {
    const told = await harness.published(contracts.surveyPublished);
    const seeds = ['nps-onboarding@1', 'nps-renewal@1', 'nps-support-case@1'];
    // Kafka may be given an event twice, under the same id.
    const ids = () => [...new Map(told().map(({ data, record }) => [record.headers.ce_id, data.versionId])).values()];
    await eventually(() =>
      expect(
        ids()
          .filter((id) => seeds.includes(id))
          .sort(),
      ).toEqual(seeds),
    );
    expect(told()[0]!.data).toMatchObject({ version: 1, document: { metric: 'nps', followUps: [] } });
  }, 30_000);

  it('publishes a draft as version 1, 2, …, and tells everyone the whole of it', async () => {
    const told = await harness.published(contracts.surveyPublished);
    expect(await call('POST', '', { surveyId: 'training', document: document() })).toMatchObject({
      status: 201,
      body: { state: 'draft', version: null, hasDraft: true, problems: [], draft: document() },
    });
    expect(await call('POST', '/training/publish')).toMatchObject({ status: 201, body: { version: 1 } });
    const second = document({ question: { en: 'And now?' } });
    expect(await call('PUT', '/training/draft', second)).toMatchObject({
      status: 200,
      body: { version: 1, draft: second },
    });
    expect(await call('POST', '/training/publish')).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await call('GET', '/training/versions/1')).body.document).toEqual(document());
    expect((await call('GET', '/training/versions/2')).body.document).toEqual(second);
    expect(await call('GET', '/training')).toMatchObject({ body: { state: 'published', version: 2, draft: null } });
    await eventually(() => {
      const versions = new Map(told().map(({ data }) => [data.versionId, data.document]));
      expect([...versions].filter(([versionId]) => versionId.startsWith('training@'))).toEqual([
        ['training@1', document()],
        ['training@2', second],
      ]);
    });
  }, 30_000);

  it.each(['relationship', 'onboarding', 'support', 'renewal'])(
    'publishes a copy of the template %s',
    async (template) => {
      expect((await call('POST', '', { surveyId: `my-${template}`, template })).status).toBe(201);
      expect(await call('POST', `/my-${template}/publish`)).toMatchObject({ status: 201, body: { version: 1 } });
    },
  );

  it('keeps a draft that is not finished, says what is wrong with it, and does not publish it', async () => {
    const unfinished = document({ question: { pt: 'Oi?' }, followUps: [] });
    const errors = [{ field: 'question.en', reason: 'is missing in the fallback language' }];
    const created = await call('POST', '', { surveyId: 'unfinished', document: unfinished });
    expect(created).toMatchObject({ status: 201, body: { problems: errors } });
    expect(await call('POST', '/unfinished/publish')).toMatchObject({ status: 400, body: { errors } });
    expect(await call('GET', '/unfinished')).toMatchObject({ body: { state: 'draft', version: null } });
  });

  it('does not let one survey measure two metrics', async () => {
    await call('POST', '', { surveyId: 'measured', document: document() });
    await call('POST', '/measured/publish');
    await call('PUT', '/measured/draft', document({ metric: 'csat' }));
    expect(await call('POST', '/measured/publish')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'metric' }] },
    });
  });

  it('makes one version of a draft that is published ten times at once', async () => {
    await call('POST', '', { surveyId: 'hasty', document: document() });
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', '/hasty/publish')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('makes a preview link of a draft or a version, with the whole of it', async () => {
    const told = await harness.published(contracts.surveyPreviewed);
    await call('POST', '', { surveyId: 'looked-at', document: document() });
    const link = await call('POST', '/looked-at/preview-links', {});
    expect(link).toMatchObject({
      status: 201,
      body: { url: expect.stringMatching(/^https:\/\/nps.example\/s\/preview\/v1/) },
    });
    await eventually(() => expect(told().map(({ data }) => data.document)).toEqual([document()]));
    expect((await call('POST', '/nps-onboarding/preview-links', { version: 1 })).status).toBe(201);
    expect((await call('POST', '/nps-onboarding/preview-links', { version: 9 })).status).toBe(404);
    expect((await call('POST', '/nps-onboarding/preview-links', {})).status).toBe(409);
  }, 30_000);

  it('archives a survey for good, but none that an active program asks', async () => {
    expect(await call('POST', '/nps-renewal/archive')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('before-renewal') },
    });
    await call('POST', '', { surveyId: 'old', document: document() });
    expect(await call('POST', '/old/archive')).toMatchObject({ status: 200, body: { state: 'archived' } });
    expect((await call('PUT', '/old/draft', document())).status).toBe(409);
    expect((await call('POST', '/old/publish')).status).toBe(409);
    expect((await call('GET', '?state=archived')).body.items.map((it: { surveyId: string }) => it.surveyId)).toEqual([
      'old',
    ]);
  });

  it('lists surveys page by page', async () => {
    const all = (await call('GET', '?limit=200')).body.items.map((it: { surveyId: string }) => it.surveyId);
    const first = (await call('GET', '?limit=2')).body;
    const rest = (await call('GET', `?limit=200&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...rest.items].map((it) => it.surveyId)).toEqual(all);
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['an id that is taken', 'POST', '', { surveyId: 'nps-renewal', document: document() }, 409, ''],
    ['an id that is a part of addresses', 'POST', '', { surveyId: 'templates', template: 'support' }, 400, 'surveyId'],
    ['an id with a blank', 'POST', '', { surveyId: 'a b', template: 'support' }, 400, 'surveyId'],
    ['an unknown template', 'POST', '', { surveyId: 'x', template: 'birthday' }, 400, 'template'],
    ['neither template nor document', 'POST', '', { surveyId: 'x' }, 400, 'template'],
    ['both', 'POST', '', { surveyId: 'x', template: 'support', document: document() }, 400, 'template'],
    ['texts that are none', 'PUT', '/nps-renewal/draft', document({ question: { en: 1 } }), 400, 'question'],
    ['a metric that is none', 'PUT', '/nps-renewal/draft', document({ metric: 'joy' }), 400, 'metric'],
    [
      'an unknown field deep inside',
      'PUT',
      '/nps-renewal/draft',
      document({ followUps: [{ ...document().followUps[0], colour: 1 }] }),
      400,
      'followUps.0.colour',
    ],
    ['follow-ups that are no list', 'PUT', '/nps-renewal/draft', document({ followUps: {} }), 400, 'followUps'],
    [
      'a null condition',
      'PUT',
      '/nps-renewal/draft',
      document({ followUps: [{ ...document().followUps[0], showIf: null }] }),
      400,
      'followUps.0.showIf',
    ],
    ['the draft of nothing', 'PUT', '/nothing/draft', document(), 404, ''],
    ['publishing without a draft', 'POST', '/nps-renewal/publish', undefined, 409, ''],
    ['a survey that is not there', 'GET', '/nothing', undefined, 404, ''],
    ['a version that is not there', 'GET', '/nps-renewal/versions/2', undefined, 404, ''],
    ['a version beyond all numbers', 'GET', '/nps-renewal/versions/99999999999', undefined, 404, ''],
    ['a version that is no number', 'GET', '/nps-renewal/versions/x', undefined, 400, 'version'],
  ])('refuses %s', async (_, method, path, body, status, field) => {
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status, body: { status } });
    expect(answer.body.errors?.[0].field ?? '').toBe(field);
  });
});

describe('an invitation', () => {
  it('names the version that it asks, and keeps its question when another is published', async () => {
    const scheduled = await harness.published(contracts.invitationScheduled);
    const contacts = [contactSnapshot('first', { locale: 'en' }), contactSnapshot('second', { locale: 'ja' })];
    await knownContacts(harness, ...contacts);
    await harness.publish(contracts.journeyEventRecorded, journeyEvent('first', new Date(), 'renewal.upcoming'));
    await eventually(() => expect(scheduled()).toHaveLength(1));
    await call(
      'PUT',
      '/nps-renewal/draft',
      document({ fallbackLanguage: 'it', question: { it: 'Quanto?' }, followUps: [] }),
    );
    expect((await call('POST', '/nps-renewal/publish')).status).toBe(201);
    await harness.publish(contracts.journeyEventRecorded, journeyEvent('second', new Date(), 'renewal.upcoming'));
    await eventually(() => expect(scheduled()).toHaveLength(2));
    expect(scheduled().map(({ data }) => [data.surveyVersion, data.locale, data.question])).toEqual([
      [1, 'en', expect.stringMatching('^Before your renewal')],
      [2, 'it', 'Quanto?'],
    ]);
    const { body } = await harness.call(service, 'GET', '/v1/invitations?contactId=first');
    expect(body.items).toMatchObject([{ surveyVersion: 1, question: expect.stringMatching('^Before your renewal') }]);
  }, 30_000);
});
