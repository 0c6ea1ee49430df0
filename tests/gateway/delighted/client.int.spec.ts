import { eventually } from '#testing';
import { Installation } from './installation.js';

let installation: Installation;
// biome-ignore lint/suspicious/noExplicitAny: the published client has no types
let delighted: any;

beforeAll(async () => {
  installation = await Installation.start();
  delighted = await installation.client();
}, 120_000);
afterAll(() => installation?.harness.stop(), 60_000);

const HOUR_S = 3_600;
const now = () => Math.floor(Date.now() / 1000);
const person = (email: string, rest: object = {}) => delighted.person.create({ email, send: false, ...rest });
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('the published client, with another address', () => {
  it('creates a person and has a survey asked', async () => {
    const before = now();
    const created = await delighted.person.create({
      email: 'Jony@appleseed.example',
      name: 'Jony',
      properties: { plan: 'basic' },
    });
    expect(created).toMatchObject({ email: 'Jony@appleseed.example', name: 'Jony', properties: { plan: 'basic' } });
    expect(created.survey_scheduled_at).toBeGreaterThanOrEqual(before);
    await installation.decided(created.id, 'asked');
    const again = await delighted.person.create({ email: 'jony@appleseed.example', name: 'Jony A.', send: false });
    expect(again).toMatchObject({ id: created.id, name: 'Jony A.', survey_scheduled_at: null });
  }, 30_000);

  it('has a survey decided on later, and takes it back before', async () => {
    const { id, survey_scheduled_at } = await delighted.person.create({
      email: 'late@appleseed.example',
      delay: HOUR_S,
    });
    expect(survey_scheduled_at).toBeGreaterThanOrEqual(now() + HOUR_S - 5);
    const asked = await delighted.person.create({ email: 'soon@appleseed.example' });
    await installation.decided(asked.id, 'asked');
    expect(await delighted.surveyRequest.deletePending({ person_email: 'soon@appleseed.example' })).toEqual({
      ok: true,
    });
    expect(await delighted.surveyRequest.deletePending({ person_email: 'late@appleseed.example' })).toEqual({
      ok: true,
    });
    const { body } = await installation.ask('GET', `/v1/invitations?contactId=${asked.id}`);
    expect(body.items).toMatchObject([{ state: 'cancelled' }]);
    const late = await installation.ask('GET', `/v1/invitations?contactId=${id}`);
    expect(late.body.items.filter(({ state }: { state: string }) => state !== 'cancelled')).toEqual([]);
  }, 30_000);

  it('lists people page by page, each once, in the order in which they became known, and stops where it is told', async () => {
    const since = now();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const emails = Array.from({ length: 5 }, (_, i) => `list-${9 - i}@appleseed.example`);
    for (const email of emails) await person(email);
    const listed: { email: string; created_at: number }[] = [];
    await delighted.person.list({ per_page: 2, since: since + 1 }).autoPagingEach((it: never) => void listed.push(it));
    expect(listed.map(({ email }) => email)).toEqual(emails);
    expect(listed.every(({ created_at }) => created_at > since)).toBe(true);
    let seen = 0;
    await delighted.person.list({ per_page: 1 }).autoPagingEach(() => ++seen < 1);
    expect(seen).toBeGreaterThanOrEqual(1);
    const found: { email: string }[] = [];
    await delighted.person
      .list({ email: 'LIST-9@appleseed.example' })
      .autoPagingEach((it: never) => void found.push(it));
    expect(found.map(({ email }) => email)).toEqual(['list-9@appleseed.example']);
  }, 30_000);

  it('knows what a person was sent and answered', async () => {
    const { id } = await delighted.person.create({ email: 'history@appleseed.example' });
    await installation.decided(id, 'asked');
    await delighted.surveyResponse.create({ person: id, score: 7 });
    expect(await delighted.person.retrieve(id)).toMatchObject({
      ...{ id, last_sent_at: null, next_survey_scheduled_at: expect.any(Number) },
      last_responded_at: expect.any(Number),
    });
    expect(await delighted.person.retrieve('email:history@appleseed.example')).toMatchObject({ id });
  }, 30_000);

  it('adds, shows, changes and lists responses', async () => {
    const { id } = await person('answers@appleseed.example', { name: 'Ana' });
    const first = await delighted.surveyResponse.create({ person: id, score: 3, comment: 'Slow.' });
    expect(first).toMatchObject({
      ...{ person: id, survey_type: 'nps', score: 3, comment: 'Slow.', notes: [], tags: [], additional_answers: [] },
      ...{ created_at: expect.any(Number), updated_at: expect.any(Number) },
    });
    const shown = await delighted.surveyResponse.retrieve(first.id, { expand: ['person'] });
    expect(shown.person).toMatchObject({ id, email: 'answers@appleseed.example', name: 'Ana' });
    shown.score = 9;
    shown.comment = 'Fast now.';
    expect(await shown.save()).toMatchObject({ id: first.id, score: 9, comment: 'Fast now.' });
    const second = await delighted.surveyResponse.create({ person: id, score: 10 });
    const mine = { person_email: 'answers@appleseed.example' };
    expect(idsOf(await delighted.surveyResponse.all(mine))).toEqual([first.id, second.id]);
    expect(idsOf(await delighted.surveyResponse.all({ ...mine, order: 'desc' }))).toEqual([second.id, first.id]);
    expect(idsOf(await delighted.surveyResponse.all({ ...mine, per_page: 1, page: 2 }))).toEqual([second.id]);
    const expanded = await delighted.surveyResponse.all({ ...mine, 'expand[]': 'person' });
    expect(expanded[0].person.email).toBe('answers@appleseed.example');
  }, 30_000);

  it('adds what was answered long ago as history, which opens no case', async () => {
    const { id } = await person('history-of@appleseed.example');
    const at = new Date('2025-03-01T12:00:00Z');
    const old = await delighted.surveyResponse.create({ person: id, score: 0, created_at: at.getTime() / 1000 });
    expect(old.created_at).toBe(at.getTime() / 1000);
    const fresh = await delighted.surveyResponse.create({ person: id, score: 1 });
    const casesOf = async (responseId: string) =>
      (await installation.ask('GET', '/v1/cases')).body.items.filter(
        (it: { responseId: string }) => it.responseId === responseId,
      );
    await eventually(async () => expect(await casesOf(fresh.id)).toHaveLength(1), 10_000);
    expect(await casesOf(old.id)).toEqual([]);
    expect(idsOf(await delighted.surveyResponse.all({ since: at, until: at }))).toEqual([old.id]);
  }, 30_000);

  it('measures the NPS as whole numbers', async () => {
    for (const [index, score] of [10, 9, 8, 2, 10, 10].entries()) {
      const { id } = await person(`metrics-${index}@appleseed.example`);
      await delighted.surveyResponse.create({
        person: id,
        score,
        created_at: Date.parse('2026-02-03T00:00:00Z') / 1000,
      });
    }
    const day = { since: new Date('2026-02-03T00:00:00Z'), until: new Date('2026-02-03T23:59:59Z') };
    await eventually(async () =>
      expect(await delighted.metrics.retrieve(day)).toMatchObject({
        ...{ nps: 50, promoter_count: 4, promoter_percent: 67, passive_count: 1, passive_percent: 17 },
        ...{ detractor_count: 1, detractor_percent: 17, response_count: 6 },
      }),
    );
    const nobody = await delighted.metrics.retrieve({ ...day, trend: 'another.touchpoint' });
    expect(nobody).toMatchObject({ nps: null, promoter_count: 0, response_count: 0 });
  }, 30_000);

  it('unsubscribes people, known or not, who are then asked no more, and lists them', async () => {
    const { id } = await person('leaves@appleseed.example', { name: 'Lea' });
    expect((await delighted.unsubscribe.create({ person_email: 'leaves@appleseed.example' })).ok).toBe(true);
    expect((await delighted.unsubscribe.create({ person_email: 'never-heard-of@appleseed.example' })).ok).toBe(true);
    const asked = await delighted.person.create({ email: 'leaves@appleseed.example' });
    expect(asked.survey_scheduled_at).toBeNull();
    await installation.decided(id, 'suppressed');
    const stranger = await delighted.person.create({ email: 'never-heard-of@appleseed.example' });
    await installation.decided(stranger.id, 'suppressed');
    const all = await delighted.unsubscribe.all();
    expect(all).toMatchObject([
      { person_id: id, email: 'leaves@appleseed.example', name: 'Lea', unsubscribed_at: expect.any(Number) },
      { person_id: stranger.id, email: 'never-heard-of@appleseed.example', name: null },
    ]);
    expect(await delighted.unsubscribe.all({ per_page: 1, page: 2 })).toHaveLength(1);
    expect(await delighted.unsubscribe.all({ until: new Date('2020-01-01') })).toEqual([]);
  }, 30_000);

  it('lists people whose mail came back', async () => {
    const { id } = await person('bounces@appleseed.example');
    const at = new Date('2026-03-01T10:00:00Z');
    await installation.harness.database.query(
      `INSERT INTO survey_dispatch.contact_budget (contact_id, blocked, blocked_at) VALUES ($1, 'bounced', $2)`,
      [id, at],
    );
    const bounce = { person_id: id, email: 'bounces@appleseed.example', name: null, bounced_at: at.getTime() / 1000 };
    expect(await delighted.bounce.all({ since: at, until: at })).toMatchObject([bounce]);
  }, 30_000);

  it('deletes people by id, address and number, everywhere', async () => {
    const { id } = await person('by-id@appleseed.example');
    await person('by-email@appleseed.example');
    await delighted.person.create({ phone_number: '+14155551212', channel: 'sms', send: false });
    for (const identifier of [{ id }, { email: 'by-email@appleseed.example' }, { phone_number: '+14155551212' }])
      expect(await delighted.person.delete(identifier)).toEqual({ ok: true });
    await expect(delighted.person.retrieve(id)).rejects.toMatchObject({ message: expect.stringContaining('404') });
    await expect(delighted.person.delete({ phone_number: '+14155551212' })).rejects.toMatchObject({
      message: expect.stringContaining('404'),
    });
    expect((await installation.ask('GET', `/v1/contacts/${id}`)).status).toBe(410);
  }, 30_000);

  it('is told clearly what is not offered', async () => {
    const refusal = { type: 'GeneralAPIError', message: expect.stringContaining('Autopilot is not offered') };
    await expect(delighted.autopilotConfiguration.retrieve('email')).rejects.toMatchObject(refusal);
    const memberships = delighted.autopilotMembership.forEmail();
    await expect(memberships.create({ person_email: 'a@b.example' })).rejects.toMatchObject(refusal);
    await expect(memberships.delete({ person_email: 'a@b.example' })).rejects.toMatchObject(refusal);
  }, 30_000);

  it('meets the errors that it knows', async () => {
    const stranger = installation.clientWith(`rpt_${'A'.repeat(43)}`);
    await expect(stranger.metrics.retrieve()).rejects.toMatchObject({ type: 'AuthenticationError' });
    await expect(delighted.person.create({ name: 'x' })).rejects.toMatchObject({
      type: 'ResourceValidationError',
      message: JSON.stringify({ status: 422, message: 'Unprocessable Entity', errors: { email: ["can't be blank"] } }),
    });
    const reader = await installation.client('read');
    await expect(reader.person.create({ email: 'a@b.example' })).rejects.toMatchObject({
      message: expect.stringContaining('lacks the scope'),
    });
    const limited = await installation.another({ RATE_LIMIT_PER_MINUTE: '2' });
    const hasty = installation.clientWith(await installation.key(), limited);
    // A key counts by itself once it is known.
    for (const _ of [1, 2, 3]) await hasty.bounce.all();
    await expect(hasty.bounce.all()).rejects.toMatchObject({
      type: 'TooManyRequestsError',
      retryAfter: expect.any(Number),
    });
  }, 30_000);
});
