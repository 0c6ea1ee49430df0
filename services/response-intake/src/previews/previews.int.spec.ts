import { contracts } from '#contracts';
import { newId } from '#messaging';
import { signSurveyLink } from '#service-kit';
import { DAY, eventually } from '#testing';
import { Intake, LINK_SECRET } from '../fixtures/intake.js';

let intake: Intake;
let token: string;

const choices = ['slow', 'other'].map((id) => ({ id, text: { en: id } }));
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How likely?', de: 'Wie wahrscheinlich?' },
  followUps: [
    { id: 'why', kind: 'single_choice', question: { en: 'Why?' }, choices, showIf: { bands: ['detractor'] } },
    {
      id: 'words',
      kind: 'text',
      question: { en: 'Words?' },
      showIf: { answer: { questionId: 'why', choices: ['other'] } },
    },
  ],
};

beforeAll(async () => {
  intake = await Intake.start();
  const previewId = newId();
  const expiresAt = new Date(intake.clock.now().getTime() + 7 * DAY);
  await intake.harness.publish(contracts.surveyPreviewed, { previewId, document, expiresAt: expiresAt.toISOString() });
  const claims = { invitationId: previewId, expiresAt: Math.floor(expiresAt.getTime() / 1000) };
  token = signSurveyLink(claims, `preview ${LINK_SECRET}`);
  await eventually(async () => expect((await browse(`/s/preview/${token}`)).status).toBe(200));
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

async function browse(path: string, fields?: Record<string, string>) {
  const answer = await fetch(
    intake.service.url + path,
    fields && { method: 'POST', body: new URLSearchParams(fields) },
  );
  return { status: answer.status, html: await answer.text(), place: answer.url.slice(intake.service.url.length) };
}

const actionOf = (html: string) => html.match(/action="([^"]+)"/)![1]!.replaceAll('&amp;', '&');

describe('a preview', () => {
  it('is walked like the survey itself, says what it is on every page, and records nothing', async () => {
    const pages = [await browse(`/s/preview/${token}`)];
    const typed: Record<string, string>[] = [{ score: '3', comment: 'x' }, { 'q.why': 'other' }, { 'q.words': 'Hm.' }];
    for (const fields of typed) {
      pages.push(await browse(actionOf(pages.at(-1)!.html), fields));
    }
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const { html } of pages) expect(html).toContain('This is a preview: nothing is recorded.');
    expect(pages.map(({ html }) => html.match(/How likely|Why|Words|Thank you/)?.[0])).toEqual([
      'How likely',
      'Why',
      'Words',
      'Thank you',
    ]);
    expect(await intake.stored()).toEqual({ responses: [], former: [] });
    expect(await intake.harness.database.query('SELECT * FROM response_intake.outbox')).toEqual([]);
  }, 30_000);

  it('asks a promoter nothing more, and asks again for a score that is none', async () => {
    expect((await browse(`/s/preview/${token}`, { score: '9' })).html).toContain('Thank you');
    expect((await browse(`/s/preview/${token}`, { score: '11' })).html).toContain('How likely?');
  });

  it('is shown in the language that its address names', async () => {
    const { html } = await browse(`/s/preview/${token}?lang=de`);
    expect(html).toContain('Wie wahrscheinlich?');
    expect(html).toContain('Dies ist eine Vorschau');
  });

  it('opens with its own link alone', async () => {
    const invited = intake.token(await intake.invite());
    expect((await browse(`/s/preview/${invited}`)).status).toBe(404);
    expect((await browse(`/s/${token}`)).status).toBe(404);
    expect((await browse(`/s/${token}`, { score: '9' })).status).toBe(404);
  }, 30_000);

  it('is over after its week', async () => {
    intake.clock.advance(7 * DAY + 1_000);
    expect((await browse(`/s/preview/${token}`)).status).toBe(410);
  });
});
