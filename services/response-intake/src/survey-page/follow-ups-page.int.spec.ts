import { contracts } from '#contracts';
import { newId } from '#messaging';
import { DAY, eventually } from '#testing';
import { BROWSER, Intake } from '../fixtures/intake.js';

let intake: Intake;

const choices = ['slow', 'rude', 'other'].map((id) => ({ id, text: { en: `It was ${id}`, de: `Es war ${id}` } }));
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  branding: { name: 'Acme & Co', color: '#1d4ed8', logoUrl: 'https://acme.example/logo.svg' },
  followUps: [
    { id: 'value', kind: 'rating', question: { en: 'Value?', de: 'Wert?' }, max: 5 },
    { id: 'why', kind: 'single_choice', question: { en: 'Why?' }, choices, showIf: { bands: ['detractor'] } },
    {
      id: 'words',
      kind: 'text',
      question: { en: '<b>Words?</b>' },
      showIf: { answer: { questionId: 'why', choices: ['other'] } },
    },
    { id: 'liked', kind: 'multiple_choice', question: { en: 'Liked?' }, choices, showIf: { bands: ['promoter'] } },
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  await publish('support', document);
  await publish('csat', { metric: 'csat', fallbackLanguage: 'en', followUps: [] });
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

async function publish(surveyId: string, published: Record<string, unknown>) {
  const versionId = `${surveyId}@1`;
  const data = { versionId, surveyId, version: 1, document: published, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, data);
  await eventually(async () => {
    const sql = 'SELECT 1 FROM response_intake.survey_versions WHERE version_id = $1';
    expect(await intake.harness.database.query(sql, [versionId])).toHaveLength(1);
  });
}

const invite = (fields: object = {}) => intake.invite({ surveyId: 'support', surveyVersion: 1, ...fields });

/** Behaves like a browser without JavaScript: follows redirects. */
async function browse(path: string, fields?: [string, string][] | Record<string, string>) {
  const headers = { 'user-agent': BROWSER };
  const sent = fields && { method: 'POST', body: new URLSearchParams(fields) };
  const answer = await fetch(intake.service.url + path, { headers, ...sent });
  const place = answer.url.slice(intake.service.url.length);
  return { status: answer.status, html: await answer.text(), place, headers: answer.headers };
}

async function responseTo(invitationId: string) {
  const sql = 'SELECT score, revision, answers FROM response_intake.responses WHERE invitation_id = $1';
  return (await intake.harness.database.query(sql, [invitationId]))[0];
}

const namesIn = (html: string) => [...new Set([...html.matchAll(/name="(q[.][^"]+)"/g)].map(([, name]) => name))];

describe('the page after the score', () => {
  it('asks a detractor what fits the score and the earlier answer, step by step, and tells everyone', async () => {
    const told = await intake.harness.published(contracts.responseRecorded);
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    const first = await browse(path, { score: '3', comment: '' });
    expect([first.place, namesIn(first.html)]).toEqual([`${path}/questions/0`, ['q.value', 'q.why']]);
    const second = await browse(first.place, { 'q.value': '2', 'q.why': 'other' });
    expect([second.place, namesIn(second.html)]).toEqual([`${path}/questions/1`, ['q.words']]);
    expect(second.html).toContain('&lt;b&gt;Words?&lt;/b&gt;');
    const thanks = await browse(second.place, { 'q.words': ' Too\r\nlate. ' });
    expect(thanks).toMatchObject({ place: `${path}/thanks`, html: expect.stringContaining(`${path}/questions/0`) });
    const answers = [
      { questionId: 'value', kind: 'rating', rating: 2 },
      { questionId: 'why', kind: 'single_choice', choices: ['other'] },
      { questionId: 'words', kind: 'text', text: 'Too\nlate.' },
    ];
    expect(await responseTo(invitationId)).toEqual({ score: 3, revision: 3, answers });
    await eventually(() => {
      const last = told().findLast(({ data }) => data.invitationId === invitationId)!.data;
      expect(last.revision).toBe(3);
      expect(last.answers?.items).toEqual(answers.map((it) => ({ choices: [], ...it })));
    });
  }, 30_000);

  it('asks a promoter something else, and takes several choices', async () => {
    const invitationId = await invite();
    const { place, html } = await browse(`/s/${intake.token(invitationId)}`, { score: '10' });
    expect(namesIn(html)).toEqual(['q.value', 'q.liked']);
    const thanks = await browse(place, [
      ['q.liked', 'other'],
      ['q.liked', 'slow'],
    ]);
    expect(thanks.place).toMatch(/thanks$/);
    const answers = [{ questionId: 'liked', kind: 'multiple_choice', choices: ['slow', 'other'] }];
    expect(await responseTo(invitationId)).toMatchObject({ answers });
    expect((await browse(place)).html.match(/ checked/g)).toHaveLength(2);
  }, 30_000);

  it('drops what a changed score no longer asks, and keeps it in the history', async () => {
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    await browse(path, { score: '0' });
    await browse(`${path}/questions/0`, { 'q.why': 'rude' });
    await browse(path, { score: '9' });
    expect(await responseTo(invitationId)).toMatchObject({ score: 9, revision: 3, answers: null });
    const [{ responseId }] = (
      await intake.harness.call(intake.service, 'GET', `/v1/responses?invitationId=${invitationId}`)
    ).body.items;
    const { body } = await intake.harness.call(intake.service, 'GET', `/v1/responses/${responseId}/history`);
    expect(body.map((it: { answers: object[] | null }) => it.answers?.length ?? 0)).toEqual([0, 1, 0]);
  }, 30_000);

  it('records nothing on a GET, and leads who gave no score to the score', async () => {
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    expect((await browse(`${path}/questions/0`)).place).toBe(path);
    expect((await browse(`${path}/questions/0`, { 'q.why': 'slow' })).place).toBe(path);
    expect(await responseTo(invitationId)).toBeUndefined();
    await browse(path, { score: '8' });
    expect((await browse(`${path}/questions/1`)).place).toBe(`${path}/thanks`);
    expect(await responseTo(invitationId)).toMatchObject({ revision: 1 });
  }, 30_000);

  it('shows the sender, and allows the logo and nothing else from elsewhere', async () => {
    const { html, headers } = await browse(`/s/${intake.token(await invite())}`);
    expect(html).toContain('<img src="https://acme.example/logo.svg" alt="Acme &amp; Co"');
    expect(headers.get('content-security-policy')).toMatch(
      /style-src 'sha256-\S+' 'sha256-\S+'; img-src data: https:\/\/acme.example;/,
    );
  }, 30_000);

  it('speaks the language of the invitation where the survey does, and marks the others', async () => {
    const token = intake.token(await invite({ locale: 'de-AT' }));
    const { html } = await browse(`/s/${token}`, { score: '5' });
    expect(html).toContain('<h1>Noch ein paar Fragen</h1>');
    expect(html).toContain('<span lang="de" dir="auto">Wert?</span>');
    expect(html).toContain('<span lang="en" dir="auto">Why?</span>');
  }, 30_000);

  it('keeps what was typed when a text is too long', async () => {
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    await browse(path, { score: '1' });
    await browse(`${path}/questions/0`, { 'q.why': 'other' });
    const page = await browse(`${path}/questions/1`, { 'q.words': `long${'x'.repeat(5000)}` });
    expect(page).toMatchObject({ status: 400, html: expect.stringMatching(/aria-invalid="true"[^>]*>\nlongx+</) });
    expect(await responseTo(invitationId)).toMatchObject({ revision: 2 });
  }, 30_000);

  it.each([
    ['a choice that is not there', { 'q.why': 'late' }, 400],
    ['a question of others', { 'q.liked': 'slow' }, 400],
    ['an unknown question', { 'q.colour': 'red' }, 400],
    ['a rating of 9', { 'q.value': '9' }, 400],
    ['a rating in words', { 'q.value': 'five' }, 400],
  ])(
    'refuses %s and records nothing',
    async (_, fields, status) => {
      const invitationId = await invite();
      const path = `/s/${intake.token(invitationId)}`;
      await browse(path, { score: '2' });
      expect((await browse(`${path}/questions/0`, fields)).status).toBe(status);
      expect(await responseTo(invitationId)).toMatchObject({ revision: 1, answers: null });
    },
    30_000,
  );

  it('refuses a change after the edit window', async () => {
    const path = `/s/${intake.token(await invite())}`;
    await browse(path, { score: '2' });
    intake.clock.advance(7 * DAY + 1);
    expect((await browse(`${path}/questions/0`)).place).toBe(`${path}/thanks`);
    expect((await browse(`${path}/questions/0`, { 'q.why': 'slow' })).status).toBe(409);
  }, 30_000);

  it('asks to come back while the survey is on its way here', async () => {
    const invitationId = await invite({ surveyVersion: 7 });
    expect((await browse(`/s/${intake.token(invitationId)}`)).status).toBe(503);
    expect((await intake.post({ invitationId, score: 5 })).status).toBe(503);
  }, 30_000);

  it('shows the scale of the metric, takes no score beside it, and tells everyone the metric', async () => {
    const told = await intake.harness.published(contracts.responseRecorded);
    const invitationId = await invite({ surveyId: 'csat' });
    const path = `/s/${intake.token(invitationId)}`;
    const page = await browse(`${path}?score=0`);
    expect([...page.html.matchAll(/name="score" value="(\d+)"/g)].map(([, score]) => score)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(page.html).toContain('5 – Very satisfied');
    expect(await browse(path, { score: '6' })).toMatchObject({
      status: 400,
      html: expect.stringContaining('from 1 to 5'),
    });
    expect(await intake.post({ invitationId, score: 0 })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'score' }] },
    });
    expect(await browse(path, { score: '5' })).toMatchObject({
      place: `${path}/thanks`,
      html: expect.stringContaining('5 / 5'),
    });
    await eventually(() => expect(told().map(({ data }) => [data.score, data.metric])).toContainEqual([5, 'csat']));
  }, 30_000);
});

describe('POST /v1/responses with follow-up answers', () => {
  const answered = (invitationId: string, answers: unknown) => intake.post({ invitationId, score: 3, answers });

  it('records them, revises them, and changes nothing where they say what is there', async () => {
    const invitationId = await invite();
    const why = { questionId: 'why', choices: ['slow'] };
    expect(await answered(invitationId, [why])).toMatchObject({ status: 201, body: { revision: 1 } });
    expect(await answered(invitationId, [why])).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await answered(invitationId, [{ questionId: 'value', rating: 5 }])).toMatchObject({ body: { revision: 2 } });
    expect(await responseTo(invitationId)).toMatchObject({ answers: [{ rating: 5 }, { choices: ['slow'] }] });
  }, 30_000);

  it.each<[string, unknown, string]>([
    ['an unknown question', [{ questionId: 'colour', text: 'red' }], 'answers.0.questionId'],
    ['a choice that is not there', [{ questionId: 'why', choices: ['late'] }], 'answers.0.choices.0'],
    ['a question that was not to be asked', [{ questionId: 'liked', choices: ['slow'] }], 'answers.0.questionId'],
    ['no list', {}, 'answers'],
    ['no question', [{ text: 'x' }], 'answers.0.questionId'],
    ['a value that is none', [{ questionId: 'value', rating: '5' }], 'answers.0.rating'],
    ['an unknown field', [{ questionId: 'value', stars: 5 }], 'answers.0.stars'],
  ])(
    'refuses %s, and names the place',
    async (_, answers, field) => {
      const invitationId = await invite();
      expect(await answered(invitationId, answers)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
      expect(await responseTo(invitationId)).toBeUndefined();
    },
    30_000,
  );

  it('takes none without an invitation', async () => {
    const answer = await intake.post({ contactId: newId(), touchpoint: 't', score: 3, answers: [] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'answers' }] } });
  });
});
