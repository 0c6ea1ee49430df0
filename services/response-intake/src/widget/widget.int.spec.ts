import { contracts } from '#contracts';
import { eventually } from '#testing';
import { Intake } from '../fixtures/intake.js';

let intake: Intake;
const choices = ['slow', 'loud'].map((id) => ({ id, text: { en: `It was ${id}`, ar: id } }));
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How likely?', ar: 'ما مدى احتمال؟' },
  branding: { name: 'Acme', color: '#0f766e' },
  thanks: { promoter: { en: 'You are great.' } },
  followUps: [
    { id: 'why', kind: 'single_choice', question: { en: 'Why?' }, choices, showIf: { bands: ['detractor'] } },
    {
      id: 'how',
      kind: 'rating',
      max: 3,
      question: { en: 'How slow?' },
      showIf: { answer: { questionId: 'why', choices: ['slow'] } },
    },
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  const version = { versionId: 'app@1', surveyId: 'app', version: 1, document, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, version);
  await eventually(async () => {
    expect(await intake.harness.database.query('SELECT 1 FROM response_intake.survey_versions')).toHaveLength(1);
  });
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

/** Asks as a script on somebody's page does, without any credential. */
async function ask(path: string, body?: unknown) {
  const answer = await fetch(intake.service.url + path, {
    headers: { 'user-agent': 'Mozilla/5.0 Chrome/131.0.0.0 Safari/537.36', 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

const invited = async () =>
  intake.token(await intake.invite({ surveyId: 'app', surveyVersion: 1, question: 'How likely?' }));
const storedOf = async (score: number) =>
  (await intake.stored()).responses.filter((response) => response.score === score);

describe('the widget for an invitation', () => {
  it('shows the question, and keeps each step until the thanks', async () => {
    const path = `/widget/surveys/${await invited()}`;
    const { body: first } = await ask(path);
    expect(first).toMatchObject({
      ...{ kind: 'score', direction: 'ltr', sender: 'Acme', color: '#0f766e', send: path },
      ...{ title: { text: 'How likely?', lang: 'en' }, scores: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    });
    intake.clock.advance(4_000);
    const { body: second } = await ask(first.send, { score: 2, shown: first.shown });
    expect(await storedOf(2)).toMatchObject([{ channel: 'widget', state: 'provisional', seconds_to_answer: 4 }]);
    expect(second).toMatchObject({ kind: 'questions', questions: [{ id: 'comment' }, { id: 'why' }] });
    const { body: third } = await ask(second.send, {
      comment: 'Slow.\nAnd loud.',
      answers: [{ questionId: 'why', choices: ['slow'] }],
    });
    expect(third).toMatchObject({
      kind: 'questions',
      questions: [{ id: 'how', choices: [{ id: '1' }, { id: '2' }, { id: '3' }] }],
    });
    const { body: last } = await ask(third.send, { answers: [{ questionId: 'how', rating: 3 }] });
    expect(last).toMatchObject({ kind: 'thanks', title: { text: 'Thank you!' } });
    expect(last).not.toHaveProperty('send');
    expect(await storedOf(2)).toMatchObject([
      { revision: 3, comment: 'Slow.\nAnd loud.', answers: [{ choices: ['slow'] }, { rating: 3 }] },
    ]);
    expect((await ask(path)).body.kind).toBe('thanks');
  });

  it('thanks a promoter in the words of the survey', async () => {
    const path = `/widget/surveys/${await invited()}`;
    const { send, shown } = (await ask(path)).body;
    intake.clock.advance(4_000);
    const { body } = await ask(send, { score: 10, shown });
    expect(body).toMatchObject({ kind: 'questions', questions: [{ id: 'comment' }] });
    expect((await ask(body.send, { answers: [] })).body).toMatchObject({ kind: 'thanks', text: 'You are great.' });
  });

  it.each([
    [{ score: 11 }, 'score'],
    [{ score: '9' }, 'score'],
    [{}, 'score'],
    [{ score: 9, comment: 'a\u0000b' }, 'comment'],
    [{ score: 9, colour: 'red' }, 'colour'],
  ])('refuses the score %j, and names the field', async (body, field) => {
    const answer = await ask(`/widget/surveys/${await invited()}`, body);
    expect(answer.status).toBe(400);
    expect(new Set(answer.body.errors.map((it: { field: string }) => it.field))).toEqual(new Set([field]));
  });

  it('refuses steps without a score, of questions that are not asked, and links that are none', async () => {
    const path = `/widget/surveys/${await invited()}`;
    expect(await ask(`${path}/steps/0`, { answers: [] })).toMatchObject({ status: 409 });
    expect(await ask('/widget/surveys/none')).toMatchObject({ status: 404 });
    intake.clock.advance(4_000);
    await ask(path, { score: 9 });
    const strange = await ask(`${path}/steps/0`, { answers: [{ questionId: 'why', choices: ['slow'] }] });
    expect(strange).toMatchObject({ status: 400, body: { errors: [{ field: 'answers.0.questionId' }] } });
    expect(await ask(`${path}/steps/0`, { answers: [{ questionId: 'x\u0000' }] })).toMatchObject({ status: 400 });
    expect(await ask(`${path}/steps/x`, { answers: [] })).toMatchObject({ status: 400 });
  });
});

describe('the widget for an open link', () => {
  const made = async () => {
    const link = { name: 'App', mode: 'link', surveyId: 'app', touchpoint: 'app.used' };
    const { body } = await intake.harness.call(intake.service, 'POST', '/v1/open-links', link);
    return body.path.replace('/l/', '/widget/links/') as string;
  };

  it('takes an answer without a name, once for each form, and further steps of it', async () => {
    const path = await made();
    const { body: first } = await ask(`${path}?lang=ar`);
    expect(first).toMatchObject({ kind: 'score', direction: 'rtl', language: 'ar', title: { lang: 'ar' } });
    intake.clock.advance(4_000);
    const sent = await Promise.all([1, 2].map(() => ask(first.send, { score: 3 })));
    expect(sent.map(({ status }) => status)).toEqual([200, 200]);
    const { body: second } = sent[0]!;
    await ask(second.send, { comment: 'بطيء', answers: [{ questionId: 'why', choices: ['loud'] }] });
    expect(await storedOf(3)).toMatchObject([
      { anonymous: true, channel: 'widget', comment: 'بطيء', answers: [{ choices: ['loud'] }], touchpoint: 'app.used' },
    ]);
  });

  it('takes no form of another link, and none that is a day old', async () => {
    const [one, other] = [await made(), await made()];
    const { send } = (await ask(one)).body;
    expect((await ask(send.replace(one, other), { score: 4 })).status).toBe(410);
    intake.clock.advance(25 * 3_600_000);
    expect((await ask(send, { score: 4 })).status).toBe(410);
    expect(await storedOf(4)).toEqual([]);
  });
});

it('serves its script to any site', async () => {
  const answer = await fetch(`${intake.service.url}/widget/v1.js`);
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const etag = answer.headers.get('etag')!;
  const again = await fetch(`${intake.service.url}/widget/v1.js`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
});
