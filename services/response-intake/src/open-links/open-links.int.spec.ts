import { contracts } from '#contracts';
import { eventually } from '#testing';
import { Intake } from '../fixtures/intake.js';

let intake: Intake;
const MINUTE = 60_000;
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const document = {
  metric: 'nps',
  fallbackLanguage: 'en',
  question: { en: 'How was the fair?', de: 'Wie war die Messe?', ar: 'كيف كان المعرض؟' },
  followUps: [
    { id: 'why', kind: 'text', question: { en: 'Why?' }, showIf: { bands: ['detractor'] } },
    { id: 'what', kind: 'text', question: { en: 'What exactly?' }, showIf: { bands: ['detractor'] } },
  ],
};
const NEW = { name: 'Fair', mode: 'link', surveyId: 'fair', touchpoint: 'event.visited' };

beforeAll(async () => {
  intake = await Intake.start();
  const version = { versionId: 'fair@1', surveyId: 'fair', version: 1, document, publishedAt: '2026-01-01T00:00:00Z' };
  await intake.harness.publish(contracts.surveyPublished, version, { ...version, versionId: 'fair@2', version: 2 });
  await eventually(async () => {
    const sql = 'SELECT 1 FROM response_intake.survey_versions';
    expect(await intake.harness.database.query(sql)).toHaveLength(2);
  });
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const api = (method: string, path: string, body?: unknown) =>
  intake.harness.call(intake.service, method, `/v1/open-links${path}`, body);
const make = async (more: object = {}) => (await api('POST', '', { ...NEW, ...more })).body;

/** What a browser at an address gets. */
async function browse(path: string, { form, from = '203.0.113.9', language = 'en' }: Partial<Visit> = {}) {
  const answer = await fetch(intake.service.url + path, {
    redirect: 'manual',
    headers: { 'x-forwarded-for': from, 'user-agent': BROWSER, 'accept-language': language },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  const to = answer.headers.get('location') ?? '';
  return { status: answer.status, to, page: await answer.text(), refresh: answer.headers.get('refresh') };
}
interface Visit {
  form: Record<string, string>;
  from: string;
  language: string;
}
const actionOf = (page: string) => /action="([^"]+)"/.exec(page)![1]!;

/** Opens a link, waits as somebody who reads, and answers. */
async function answer(path: string, form: Record<string, string>, from?: string) {
  const { page } = await browse(path, { from });
  intake.clock.advance(3_000);
  return browse(actionOf(page), { form, from });
}

const responses = () =>
  intake.harness.database.query<Record<string, unknown>>(
    `SELECT * FROM response_intake.responses WHERE anonymous ORDER BY response_id DESC`,
  );

describe('an open link', () => {
  it('is made for the newest version of a survey, shown, changed and closed', async () => {
    const made = await make({ programId: 'fairs', languages: ['de'], answerCap: 3 });
    expect(made).toMatchObject({ surveyId: 'fair', surveyVersion: 2, state: 'open', answers: 0, devices: [] });
    expect(made.path).toMatch(/^\/l\/[\w-]{16}$/);
    const changed = await api('PATCH', `/${made.linkId}`, { name: 'Summer fair', answerCap: null });
    expect(changed.body).toMatchObject({ name: 'Summer fair', answerCap: null, path: made.path });
    expect((await api('GET', '?limit=1')).body.items).toMatchObject([{ linkId: made.linkId }]);
    for (const _ of [1, 2])
      expect((await api('POST', `/${made.linkId}/close`)).body).toMatchObject({ state: 'closed' });
    const page = await browse(made.path, { language: 'de' });
    expect(page).toMatchObject({ status: 410, page: expect.stringContaining('<h1>') });
  });

  it.each([
    [{ surveyId: 'unknown' }, 'surveyId'],
    [{ surveyVersion: 9 }, 'surveyId'],
    [{ languages: ['fr'] }, 'languages'],
    [{ opensAt: '2026-02-01T00:00:00Z', closesAt: '2026-01-01T00:00:00Z' }, 'closesAt'],
    [{ opensAt: '2026-02-30T00:00:00Z' }, 'opensAt'],
    [{ opensAt: '2026' }, 'opensAt'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ mode: 'other' }, 'mode'],
    [{ answerCap: 0 }, 'answerCap'],
  ])('is not made with %j, and says which field is wrong', async (wrong, field) => {
    const { status, body } = await api('POST', '', { ...NEW, ...wrong });
    expect(status).toBe(400);
    expect(body.errors.map((it: { field: string }) => it.field)).toEqual([field]);
  });

  it('takes an answer without a name, step by step, which its respondent can change', async () => {
    const recorded = await intake.harness.published(contracts.responseRecorded);
    const { path, linkId } = await make({ programId: 'fairs', accountId: 'acme' });
    const first = await answer(path, { score: '4', comment: 'Too loud.' });
    expect(first).toMatchObject({ status: 303, to: expect.stringMatching(/\/answer\/[^/]+\/questions\/0$/) });
    const [given] = await responses();
    expect(given).toMatchObject({
      contact_id: `anonymous-${given!.response_id}`,
      ...{ account_id: 'acme', program_id: 'fairs', touchpoint: 'event.visited', invitation_id: null },
      ...{ score: 4, comment: 'Too loud.', channel: 'link', anonymous: true, state: 'provisional' },
    });
    const step = await browse(first.to);
    expect(step.page).toContain('What exactly?');
    const thanks = await browse(first.to, { form: { 'q.why': 'Noise' } });
    expect(thanks.to).toMatch(/\/thanks$/);
    expect((await browse(thanks.to)).page).toContain('Thank you!');
    const changing = thanks.to.replace(/\/thanks$/, '');
    await browse(changing, { form: { score: '9' } });
    expect(await responses()).toMatchObject([{ score: 9, revision: 3, response_id: given!.response_id }]);
    await eventually(() =>
      expect(recorded().map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ anonymous: true, channel: 'link', score: 9, contactId: given!.contact_id }),
      ),
    );
    expect((await api('GET', `/${linkId}`)).body).toMatchObject({ answers: 1 });
  });

  it('records the same form once, however often it is sent, and nothing of a GET', async () => {
    const { path, linkId } = await make();
    const before = (await responses()).length;
    const { page } = await browse(`${path}?score=3`);
    expect(page).toContain('value="3" required checked');
    intake.clock.advance(3_000);
    const action = actionOf(page);
    const sent = await Promise.all([1, 2, 3].map((score) => browse(action, { form: { score: String(score) } })));
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    await browse(action, { form: { score: '10' } });
    await browse(action);
    expect(await responses()).toHaveLength(before + 1);
    expect((await api('GET', `/${linkId}`)).body).toMatchObject({ answers: 1 });
  });

  it('takes no form that it did not sign, that is of another link, or that is a day old', async () => {
    const [one, other] = [await make(), await make()];
    const before = (await responses()).length;
    const action = actionOf((await browse(one.path)).page);
    const foreign = action.replace(one.path, other.path);
    for (const path of [foreign, action.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))]) {
      expect(await browse(path, { form: { score: '5' } })).toMatchObject({ status: 400 });
    }
    intake.clock.advance(25 * 60 * MINUTE);
    const late = await browse(action, { form: { score: '5', comment: 'Still here' } });
    expect(late.page).toContain('Please send your answer once more');
    expect(late.page).toContain('Still here');
    expect(await responses()).toHaveLength(before);
    expect((await browse(actionOf(late.page), { form: { score: '5' } })).status).toBe(303);
  });

  it('asks in the language that is wanted, of those it has', async () => {
    const { path } = await make({ languages: ['de', 'ar'] });
    expect((await browse(path, { language: 'ar-EG,de;q=0.5' })).page).toContain('<html lang="ar" dir="rtl">');
    expect((await browse(path, { language: 'en' })).page).toContain('Wie war die Messe?');
    expect((await browse(`${path}?lang=de`, { language: 'ar' })).page).toContain('Wie war die Messe?');
    expect((await browse(path, { language: 'en' })).page).not.toContain('How was the fair?');
  });

  it('takes as many answers as it is to, also where they come at once', async () => {
    const { path } = await make({ answerCap: 2 });
    const forms = await Promise.all([1, 2, 3, 4].map(async () => actionOf((await browse(path)).page)));
    const sent = await Promise.all(
      forms.map((action, place) => browse(action, { form: { score: '8' }, from: `203.0.113.${place}` })),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 303, 410, 410]);
    expect(await browse(path)).toMatchObject({ status: 410 });
  });

  it('opens and closes when it is to', async () => {
    const at = (minutes: number) => new Date(intake.clock.now().getTime() + minutes * MINUTE).toISOString();
    const { path } = await make({ opensAt: at(10), closesAt: at(20) });
    expect((await browse(path)).page).toContain('This survey has not begun yet');
    intake.clock.advance(10 * MINUTE);
    expect((await browse(path)).status).toBe(200);
    intake.clock.advance(10 * MINUTE);
    expect((await browse(path)).status).toBe(410);
  });

  it.each(['/l/nothing', '/l/', '/l/a/b/c/d/e/f', '/l/nothing/en/form/x', `/l/${'x'.repeat(300)}`])(
    'that is none (%s) is a page that says so',
    async (path) => {
      const { status, page } = await browse(path);
      expect([303, 404, 414]).toContain(status);
      if (status === 404) expect(page).toContain('<h1>');
    },
  );
});

/** An hour later, at the beginning of a window: what came before weighs nothing. */
function beginWindow(): void {
  intake.clock.advance(60 * MINUTE);
  intake.clock.advance(10 * MINUTE - (intake.clock.now().getTime() % (10 * MINUTE)));
}

describe('ballot stuffing', () => {
  it('sets aside what is too much from one place, and loses nothing of it', async () => {
    const { path, linkId } = await make();
    beginWindow();
    for (let time = 0; time < 8; time++) await answer(path, { score: '0' }, '198.51.100.7');
    await answer(path, { score: '10' }, '198.51.100.8');
    const rows = (await responses()).slice(0, 9).reverse();
    expect(rows.map(({ state }) => state)).toEqual([
      ...Array(5).fill('provisional'),
      ...Array(3).fill('set_aside'),
      'provisional',
    ]);
    expect(rows[7]).toMatchObject({ state_reason: 'too_many_from_one_place', score: 0 });
    expect((await api('GET', `/${linkId}`)).body).toMatchObject({ answers: 9 });
    intake.clock.advance(21 * MINUTE);
    await answer(path, { score: '1' }, '198.51.100.7');
    expect((await responses())[0]).toMatchObject({ state: 'provisional' });
  }, 30_000);

  it('is refused when it goes on, with a page and without a row', async () => {
    const { path } = await make({ answersPerPlace: 1 });
    beginWindow();
    const before = (await responses()).length;
    for (let time = 0; time < 60; time++) await answer(path, { score: '0' }, '198.51.100.9');
    const refused = await answer(path, { score: '0' }, '198.51.100.9');
    expect(refused).toMatchObject({ status: 429, page: expect.stringContaining('Many answers came from here') });
    expect(await responses()).toHaveLength(before + 60);
  }, 60_000);

  it('is counted by nothing that leads to an answer, and forgotten within a day', async () => {
    const { path } = await make();
    await answer(path, { score: '5' }, '198.51.100.77');
    const { database } = intake.harness;
    const tables = ['responses', 'open_link_answers', 'open_link_places'];
    const stored = JSON.stringify(
      await Promise.all(tables.map((table) => database.query(`SELECT * FROM response_intake.${table}`))),
    );
    expect(stored).not.toMatch(/198\.51\.100/);
    const places = await database.query<{ place: string }>('SELECT place FROM response_intake.open_link_places');
    const answers = JSON.stringify(await database.query('SELECT * FROM response_intake.responses'));
    expect(places.some(({ place }) => answers.includes(place))).toBe(false);
    intake.clock.advance(24 * 60 * MINUTE);
    const kept = () => database.query('SELECT 1 FROM response_intake.open_link_places');
    const { ForgetPlaces } = await import('./forget-places.job.js');
    await intake.service.app.get(ForgetPlaces).run();
    expect(await kept()).toEqual([]);
  });
});

describe('a kiosk', () => {
  it('is answered on its devices alone, starts afresh, and shows nothing of a former answer', async () => {
    const kiosk = await make({ mode: 'kiosk' });
    expect(kiosk).toMatchObject({ path: null, devices: [{ name: 'Fair' }] });
    const { path } = kiosk.devices[0];
    const opened = await browse(path);
    expect(opened.page).toContain('autocomplete="off"');
    expect(opened.refresh).toBe(`300;url=${path}`);
    intake.clock.advance(3_000);
    const first = await browse(actionOf(opened.page), { form: { score: '2', comment: 'Cold coffee' } });
    const step = await browse(first.to);
    expect(step.page).not.toContain('Cold coffee');
    expect(step.page).not.toMatch(/score=|change=/);
    const thanks = await browse(first.to, { form: { 'q.why': 'The coffee' } });
    const end = await browse(thanks.to);
    expect(end).toMatchObject({ refresh: `10;url=${path}`, page: expect.stringContaining('starts afresh in 10') });
    expect(end.page).not.toMatch(/coffee|<b>/);
    // Whoever goes back finds nothing to change.
    expect(await browse(first.to)).toMatchObject({ status: 410, refresh: `300;url=${path}` });
    expect((await browse(first.to, { form: { 'q.why': 'Overwritten' } })).status).toBe(410);
    expect((await browse(first.to.replace(/\/questions.*/, ''))).to).toBe(path);
    expect((await responses())[0]).toMatchObject({ channel: 'kiosk', answers: [{ text: 'The coffee' }] });
  });

  it('counts many people at one device, and sets aside what comes too soon after another', async () => {
    const { devices } = await make({ mode: 'kiosk' });
    for (let time = 0; time < 7; time++) {
      await answer(devices[0].path, { score: '9' });
      intake.clock.advance(8_000);
    }
    expect((await responses()).slice(0, 7).map(({ state }) => state)).toEqual(Array(7).fill('provisional'));
    await answer(devices[0].path, { score: '9' });
    await answer(devices[0].path, { score: '0' });
    expect((await responses())[0]).toMatchObject({ state: 'set_aside', state_reason: 'too_soon_on_one_device' });
  });

  it('has further devices, and takes nothing from one that was withdrawn', async () => {
    const { linkId, devices } = await make({ mode: 'kiosk' });
    intake.clock.advance(1);
    const added = (await api('POST', `/${linkId}/devices`, { name: 'Exit' })).body.devices;
    expect(added).toMatchObject([{ name: 'Fair' }, { name: 'Exit' }]);
    expect(await api('DELETE', `/${linkId}/devices/${devices[0].deviceId}`)).toMatchObject({ status: 204 });
    expect((await browse(devices[0].path)).status).toBe(404);
    expect((await browse(added[1].path)).status).toBe(200);
    const link = await make();
    expect(await api('POST', `/${link.linkId}/devices`, { name: 'Exit' })).toMatchObject({ status: 409 });
  });
});
