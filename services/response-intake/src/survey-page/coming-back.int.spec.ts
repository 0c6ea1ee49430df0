import { contracts } from '#contracts';
import { verifyUnsubscribeLink } from '#service-kit';
import { DAY, eventually } from '#testing';
import { BROWSER, Intake, LINK_SECRET } from '../fixtures/intake.js';

let intake: Intake;

const choices = ['slow', 'other'].map((id) => ({ id, text: { en: `It was ${id}`, de: `Es war ${id}` } }));
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How likely?', de: 'Wie wahrscheinlich?', ar: 'ما مدى احتمال ذلك؟' },
  branding: { name: 'Acme', footer: { en: 'Acme Inc., 1 Main Street' } },
  thanks: { detractor: { en: 'We are sorry.', ar: 'نأسف لذلك.' } },
  followUps: [
    { id: 'why', kind: 'single_choice', question: { en: 'Why?', de: 'Warum?' }, choices },
    {
      id: 'words',
      kind: 'text',
      question: { en: 'Words?' },
      showIf: { answer: { questionId: 'why', choices: ['other'] } },
    },
    { id: 'more', kind: 'text', question: { en: 'More?' }, showIf: { bands: ['detractor'] } },
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  const versionId = 'steps@1';
  const data = { versionId, surveyId: 'steps', version: 1, document, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, data);
  await eventually(async () => {
    const sql = 'SELECT 1 FROM response_intake.survey_versions WHERE version_id = $1';
    expect(await intake.harness.database.query(sql, [versionId])).toHaveLength(1);
  });
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const invite = (fields: object = {}) => intake.invite({ surveyId: 'steps', surveyVersion: 1, ...fields });

/** Behaves like a browser without JavaScript: follows redirects. */
async function browse(path: string, fields?: Record<string, string>) {
  const headers = { 'user-agent': BROWSER };
  const sent = fields && { method: 'POST', body: new URLSearchParams(fields) };
  const answer = await fetch(intake.service.url + path, { headers, ...sent });
  return { status: answer.status, html: await answer.text(), place: answer.url.slice(intake.service.url.length) };
}

async function responseTo(invitationId: string) {
  const sql = 'SELECT score, revision, answers, comment FROM response_intake.responses WHERE invitation_id = $1';
  return (await intake.harness.database.query(sql, [invitationId]))[0];
}

describe('who comes back with the same link', () => {
  it('goes on where they stopped, with what they answered', async () => {
    const path = `/s/${intake.token(await invite())}`;
    await browse(path, { score: '3' });
    expect((await browse(path)).place).toBe(`${path}/questions/0`);
    await browse(`${path}/questions/0`, { 'q.why': 'other', 'q.more': 'Kept.' });
    for (const link of [path, `${path}?score=3`]) expect((await browse(link)).place).toBe(`${path}/questions/1`);
    const former = await browse(`${path}/questions/0`);
    expect(former.html).toContain('value="other" checked');
    expect(former.html).toContain('Kept.</textarea>');
    expect((await browse(`${path}/questions/1`)).html).toContain(`href="${path}/questions/0"`);
    await browse(`${path}/questions/1`, { 'q.words': 'Late.' });
    expect((await browse(path)).place).toBe(`${path}/thanks`);
  }, 30_000);

  it('is not asked again what they left unanswered', async () => {
    const path = `/s/${intake.token(await invite())}`;
    await browse(path, { score: '9' });
    expect((await browse(`${path}/questions/0`, {})).place).toBe(`${path}/thanks`);
    expect((await browse(path)).place).toBe(`${path}/thanks`);
  }, 30_000);

  it('can change the score by another link of the mail, which records nothing by itself, and is asked what fits it', async () => {
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    await browse(path, { score: '9', comment: 'Kept.' });
    await browse(`${path}/questions/0`, {});
    const changing = await browse(`${path}?score=2`);
    expect(changing).toMatchObject({
      place: `${path}?score=2`,
      html: expect.stringContaining('value="2" required checked'),
    });
    expect(changing.html).toContain('Kept.</textarea>');
    expect(await responseTo(invitationId)).toMatchObject({ score: 9, revision: 1 });
    expect((await browse(path, { score: '2', comment: 'Kept.' })).place).toBe(`${path}/questions/0`);
    expect((await browse(path)).place).toBe(`${path}/questions/0`);
    expect(await responseTo(invitationId)).toMatchObject({ score: 2, revision: 2, comment: 'Kept.' });
  }, 30_000);

  it('reads their answer, and that it is final, once the edit window is over', async () => {
    const path = `/s/${intake.token(await invite())}`;
    await browse(path, { score: '3' });
    intake.clock.advance(7 * DAY + 1);
    for (const link of [path, `${path}?score=9`, `${path}?change=1`]) {
      const page = await browse(link);
      expect(page).toMatchObject({ place: `${path}/thanks`, html: expect.stringContaining('no longer be changed') });
      expect(page.html).not.toContain('<form');
    }
    const late = await browse(path, { score: '9' });
    expect(late).toMatchObject({ status: 409, html: expect.stringContaining(`href="${path}"`) });
  }, 30_000);

  it('has one answer however often a form is sent at once', async () => {
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    const pages = await Promise.all(Array.from({ length: 5 }, () => browse(path, { score: '4', comment: 'Twice.' })));
    expect(new Set(pages.map(({ status, place }) => `${status} ${place}`))).toEqual(
      new Set([`200 ${path}/questions/0`]),
    );
    expect(await responseTo(invitationId)).toMatchObject({ score: 4, revision: 1 });
  }, 30_000);
});

describe('the languages of a survey', () => {
  it('are offered on every page, and the one that was chosen stays to the end', async () => {
    const path = `/s/${intake.token(await invite({ locale: 'de', question: 'Wie wahrscheinlich?' }))}`;
    const first = await browse(`${path}?score=3`);
    expect(first.html).toContain('<span aria-current="true" lang="de" dir="auto">Deutsch</span>');
    expect(first.html).toContain(`href="${path}?change=1&amp;lang=ar&amp;score=3" hreflang="ar"`);
    const arabic = await browse(`${path}?change=1&lang=ar&score=3`);
    expect(arabic.html).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.html).toContain('<h1 lang="ar" dir="auto">ما مدى احتمال ذلك؟</h1>');
    expect(arabic.html).toContain('value="3" required checked');
    const places = [arabic];
    for (const fields of [{ score: '3' }, { 'q.why': 'other' }, { 'q.words': 'x' }] as Record<string, string>[]) {
      const [, action] = /action="([^"]+)"/.exec(places.at(-1)!.html)!;
      places.push(await browse(action!, fields));
    }
    expect(places.map(({ place }) => place.slice(path.length))).toEqual([
      '?change=1&lang=ar&score=3',
      '/questions/0?lang=ar',
      '/questions/1?lang=ar',
      '/thanks?lang=ar',
    ]);
    for (const { html } of places) expect(html).toContain('dir="rtl"');
    expect(places.at(-1)!.html).toContain('<span lang="ar" dir="auto">نأسف لذلك.</span>');
    expect((await browse(`${path}?lang=en`)).place).toBe(`${path}/thanks?lang=en`);
  }, 30_000);

  it.each(['fr', '', '__proto__', 'constructor', '"><b>', 'de&lang=ar'])(
    'are those that it has: %j changes nothing',
    async (language) => {
      const path = `/s/${intake.token(await invite({ locale: 'de', question: 'Wie wahrscheinlich?' }))}`;
      const page = await browse(`${path}?lang=${language}`);
      expect(page).toMatchObject({ status: 200, html: expect.stringContaining('<html lang="de" dir="ltr">') });
      expect(page.html).toContain(`action="${path}"`);
    },
    30_000,
  );

  it('are spoken where the survey is over, too', async () => {
    const soon = new Date(intake.clock.now().getTime() + 1_000).toISOString();
    const token = intake.token(await invite({ locale: 'de', expiresAt: soon }));
    intake.clock.advance(2_000);
    const page = await browse(`/s/${token}`);
    expect(page).toMatchObject({ status: 410, html: expect.stringContaining('Diese Umfrage ist beendet') });
    expect(page.html).toContain('<p class="sender">Acme</p>');
  }, 30_000);
});

describe('every page of a survey', () => {
  it('has the way out of all surveys and the address of who asks', async () => {
    const invitationId = await invite();
    const path = `/s/${intake.token(invitationId)}`;
    const pages = [await browse(path), await browse(path, { score: '2' }), await browse(`${path}/thanks`)];
    for (const { html } of pages) {
      const [, token] = /href="\/u\/([^"]+)">No more surveys</.exec(html)!;
      expect(verifyUnsubscribeLink(token!, [LINK_SECRET])).toBe(invitationId);
      expect(html).toContain('Acme Inc., 1 Main Street');
    }
    expect(pages.at(-1)!.html).toContain('We are sorry.');
  }, 30_000);
});
