import { eventually } from '#testing';
import { DocumentedApi } from './documented-api.js';
import { Guide } from './guide.js';
import { RunningClock } from './running-clock.js';
import { startVisit, type Visit } from './visit.js';

const clock = new RunningClock();
let visit: Visit;
let api: DocumentedApi;
let apiKey: string;

beforeAll(async () => {
  visit = await startVisit({ clock });
  apiKey = await visit.installation.createApiKey('cx');
  api = await DocumentedApi.at(visit.installation.url, apiKey);
}, 120_000);
afterAll(() => visit?.stop(), 60_000);

describe('a programme over documented REST', () => {
  it('runs as its guide says, word for word', async () => {
    const calls = await Guide.of('docs/running-a-programme.md', api, visit, clock).follow();
    expect(calls).toEqual({
      '1. Who can be asked': 6,
      '2. What they are asked': 13,
      '3. How often at most': 2,
      '4. When: the programs': 4,
      '5. Try it dry': 3,
      '6. Switch it on': 3,
      '7. Why was she asked, and why was he not?': 5,
      '8. Pause, and put away': 3,
    });
  }, 120_000);

  it('sends one mail to whom it asked once, over however many programs and events', async () => {
    const mailsTo = async (person: string) => {
      const path = `/mail/api/messages?to=${encodeURIComponent(`${person}@acme.example`)}`;
      return ((await (await fetch(visit.installation.url + path)).json()) as unknown[]).length;
    };
    await eventually(async () => expect(await Promise.all(['nina', 'pia'].map(mailsTo))).toEqual([1, 1]));
    expect(await mailsTo('otto')).toBe(0);
  }, 60_000);

  it('records nothing of what is answered on a preview', async () => {
    const { body } = await api.call('POST', '/v1/surveys/acme-support/preview-links', { version: 1 });
    const page = await eventually(async () => {
      const opened = await fetch(body.url);
      expect(opened.status).toBe(200);
      return opened.text();
    });
    expect(page).toContain('nothing is recorded');
    const answered = await fetch(body.url, { method: 'POST', body: new URLSearchParams({ score: '3' }) });
    expect(answered.status).toBe(200);
    expect((await api.call('GET', '/v1/responses')).body.items).toEqual([]);
    expect((await api.call('GET', '/v1/metrics/nps')).body.n).toBe(0);
  }, 60_000);

  it.each<[string, string, unknown, string[]]>([
    ['a value of the wrong type', '/v1/surveys', { surveyId: 'x', template: 7 }, ['template']],
    ['several things at once', '/v1/dry-runs', { days: 0, programId: 5 }, ['days', 'programId']],
    ['a step that cannot be taken', '/v1/programs/acme-incidents/activate', undefined, []],
  ])(
    'says in words what is wrong with %s',
    async (_, path, body, fields) => {
      const refused = await fetch(visit.installation.url + path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const problem = (await refused.json()) as { detail: string; errors?: { field: string; reason: string }[] };
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(problem.detail).toMatch(/\w+ \w+/);
      for (const field of fields)
        expect(problem.errors).toContainEqual({ field, reason: expect.stringMatching(/\w+ \w+/) });
    },
    30_000,
  );
});
