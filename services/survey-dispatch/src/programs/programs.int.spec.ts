import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  decisionsOf,
  dispatchEnvironment,
  invitationsOf,
  journeyEvent,
  knownContacts,
} from '../fixtures/dispatch.js';

const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const NEW = {
  programId: 'new',
  name: 'New',
  kind: 'transactional',
  touchpoint: 'x.y',
  surveyId: 'nps-renewal',
};

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const outcomes = async (contactId: string) =>
  (await decisionsOf(harness, contactId)).map(({ outcome, reason }) => `${outcome} ${reason}`);

/** Makes and activates a program. */
async function programme(program: Record<string, unknown> & { programId: string }): Promise<void> {
  expect(await call('POST', '/v1/programs', { name: 'A program', surveyId: 'nps-renewal', ...program })).toMatchObject({
    status: 201,
    body: { state: 'draft' },
  });
  const activated = await call('POST', `/v1/programs/${program.programId}/activate`);
  expect(activated).toMatchObject({ status: 200, body: { state: 'active', active: true } });
}

describe('a program', () => {
  it('asks its audience alone, and says so of the others', async () => {
    await programme({
      programId: 'after-training',
      kind: 'transactional',
      touchpoint: 'training.completed',
      audience: [
        { subject: 'contact', attribute: 'role', operator: 'in', value: ['admin', 'end_user'] },
        { subject: 'event', attribute: 'hours', operator: 'at_least', value: 2 },
      ],
    });
    await knownContacts(
      harness,
      contactSnapshot('admin', { role: 'admin' }),
      contactSnapshot('boss', { role: 'boss' }),
    );
    const trained = (contactId: string, hours: number) => ({
      ...journeyEvent(contactId, clock.now(), 'training.completed'),
      attributes: { hours },
    });
    await harness.publish(contracts.journeyEventRecorded, trained('admin', 1), trained('boss', 3));
    await eventually(async () => expect(await outcomes('boss')).toEqual(['no_matching_program audience_mismatch']));
    await harness.publish(contracts.journeyEventRecorded, trained('admin', 3));
    await eventually(async () =>
      expect(await outcomes('admin')).toEqual(['no_matching_program audience_mismatch', 'asked within_contact_budget']),
    );
  }, 30_000);

  it('has what it scheduled wait while it is paused, and sends it when it goes on', async () => {
    await programme({ programId: 'held', kind: 'transactional', touchpoint: 'held.back', delaySeconds: 3600 });
    await knownContacts(harness, contactSnapshot('patient'));
    await harness.publish(contracts.journeyEventRecorded, journeyEvent('patient', clock.now(), 'held.back'));
    await eventually(async () => expect(await outcomes('patient')).toEqual(['asked within_contact_budget']));
    await call('POST', '/v1/programs/held/pause');
    const dueAt = async () => (await invitationsOf(harness, 'patient'))[0] as unknown as { due_at: Date };
    expect((await dueAt()).due_at.getUTCFullYear()).toBe(9999);
    clock.advance(2 * HOUR);
    await call('POST', '/v1/programs/held/activate');
    expect((await dueAt()).due_at).toEqual(clock.now());
    const archived = await call('POST', '/v1/programs/held/archive');
    expect(archived.body.state).toBe('archived');
    expect(await call('POST', '/v1/programs/held/activate')).toMatchObject({ status: 409 });
    expect(await call('PATCH', '/v1/programs/held', { name: 'x' })).toMatchObject({ status: 409 });
  }, 30_000);

  it('answers in words why a contact was asked or not', async () => {
    const { status, body } = await call('GET', '/v1/decisions/why?contactId=boss');
    expect(status).toBe(200);
    expect(body.words).toContain('The contact was never asked.');
    expect(body.words).toContain('does not fulfil the conditions of the program');
    expect(body.decisions).toHaveLength(1);
    const listed = await call('GET', '/v1/decisions?programId=after-training&reason=audience_mismatch');
    expect(listed.body.items).toHaveLength(2);
  });

  it('with a cadence asks everybody once per cycle, and no day bears a burst', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `member-${index}`);
    await programme({ programId: 'relationship', kind: 'relationship', cadenceDays: 90 });
    await knownContacts(harness, ...ids.map((id) => contactSnapshot(id)));
    const asked = () =>
      harness.database.query<{ day: string; n: number; contacts: number }>(
        `SELECT date_trunc('day', decided_at)::text AS day, count(*)::int AS n, count(DISTINCT contact_id)::int AS contacts
         FROM survey_dispatch.decisions WHERE program_id = 'relationship' AND outcome = 'asked'
           AND contact_id LIKE 'member-%' GROUP BY day`,
      );
    const walked = async () =>
      (
        await harness.database.query<{ at: Date }>(
          `SELECT walked_until AS at FROM survey_dispatch.programs WHERE program_id = 'relationship'`,
        )
      )[0]!.at.getTime();
    for (let day = 0; day < 90; day += 10) {
      clock.advance(10 * DAY);
      await eventually(async () => expect(await walked()).toBe(clock.now().getTime()));
    }
    const days = await asked();
    expect(days.reduce((sum, { n }) => sum + n, 0)).toBe(300);
    expect(days.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(300);
    // Ten days at a time, of 300 people in 90: about 33 each; a burst would be a multiple.
    for (const { n } of days) expect(n).toBeLessThan(60);
  }, 60_000);

  it('of an account date asks before the renewal, and again before the one that it was moved to', async () => {
    await programme({ programId: 'renewal-30', kind: 'account_date', daysBefore: [30] });
    const day = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
    const account = (version: number, renewalDate: string) => ({
      ...{ accountId: 'globex', version, lifecycle: 'active', renewalDate, updatedAt: '2026-01-01T00:00:00Z' },
    });
    await knownContacts(harness, contactSnapshot('buyer', { accountId: 'globex' }));
    await harness.publish(contracts.accountSnapshot, account(1, day(40)));
    await eventually(async () =>
      expect(await harness.database.query('SELECT 1 FROM survey_dispatch.accounts')).toHaveLength(1),
    );
    clock.advance(9 * DAY);
    await harness.publish(contracts.accountSnapshot, account(2, day(33)));
    await eventually(async () =>
      expect(await harness.database.query('SELECT 1 FROM survey_dispatch.accounts WHERE version = 2')).toHaveLength(1),
    );
    clock.advance(2 * DAY);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await decisionsOf(harness, 'buyer')).toEqual([]);
    clock.advance(DAY);
    await eventually(async () => expect(await decisionsOf(harness, 'buyer')).toHaveLength(1));
  }, 60_000);
});

describe('a dry run', () => {
  it('says what would have been decided over recorded events, and writes nothing else', async () => {
    const draft = {
      programId: 'dry',
      name: 'Dry',
      kind: 'transactional',
      touchpoint: 'dry.happened',
      surveyId: 'nps-renewal',
    };
    expect(await call('POST', '/v1/programs', draft)).toMatchObject({ status: 201 });
    await knownContacts(harness, contactSnapshot('dry-1'), contactSnapshot('dry-2', { emailConsent: false }));
    const happened = ['dry-1', 'dry-1', 'dry-2'].map((id) => journeyEvent(id, clock.now(), 'dry.happened'));
    await harness.publish(contracts.journeyEventRecorded, ...happened);
    await eventually(async () => expect(await outcomes('dry-2')).toHaveLength(1));
    await eventually(async () => expect(await outcomes('dry-1')).toHaveLength(2));
    const made = () => harness.database.query(`SELECT count(*) FROM survey_dispatch.decisions`);
    const before = await made();
    await call('POST', '/v1/programs/relationship/archive');
    const reported = async (request: object) => {
      const { status, body } = await call('POST', '/v1/dry-runs', request);
      expect(status).toBe(202);
      const { counts } = await eventually(async () => {
        const shown = await call('GET', `/v1/dry-runs/${body.dryRunId}`);
        expect(shown.body.finishedAt).not.toBeNull();
        return shown.body as { counts: { reason: string; count: number }[] };
      });
      return (reason: string) => counts.filter((it) => it.reason === reason).reduce((sum, { count }) => sum + count, 0);
    };
    const without = await reported({ days: 1 });
    const withIt = await reported({ days: 1, programId: 'dry' });
    for (const reason of ['within_contact_budget', 'contact_quarantine', 'no_email_consent'])
      expect([reason, withIt(reason) - without(reason)]).toEqual([reason, 1]);
    expect(withIt('no_matching_program') - without('no_matching_program')).toBe(-3);
    expect(await made()).toEqual(before);
    expect(await outcomes('dry-1')).toEqual(Array(2).fill('no_matching_program no_matching_program'));
    expect(await call('POST', '/v1/dry-runs', { days: 1, programId: 'none' })).toMatchObject({ status: 400 });
  }, 30_000);
});

describe('the REST API of programs, decisions and the budget', () => {
  it.each([
    ['GET', '/v1/programs/none', undefined, 404, undefined],
    ['PATCH', '/v1/programs/none', { active: true }, 404, undefined],
    ['PATCH', '/v1/programs/before-renewal', { delaySeconds: -1 }, 400, 'delaySeconds'],
    ['PATCH', '/v1/programs/before-renewal', { delaySeconds: null }, 400, 'delaySeconds'],
    ['PATCH', '/v1/programs/before-renewal', { kind: 'relationship' }, 400, 'kind'],
    ['PATCH', '/v1/programs/before-renewal', { samplePercent: 0 }, 400, 'samplePercent'],
    ['POST', '/v1/programs', { ...NEW, surveyId: 'unheard-of' }, 400, 'surveyId'],
    ['POST', '/v1/programs', { ...NEW, kind: 'relationship', touchpoint: undefined }, 400, 'cadenceDays'],
    ['POST', '/v1/programs', { ...NEW, programId: 'before-renewal' }, 409, undefined],
    [
      'POST',
      '/v1/programs',
      { ...NEW, audience: [{ subject: 'account', attribute: 'arr', operator: 'like', value: 1 }] },
      400,
      'audience.0.operator',
    ],
    ['GET', '/v1/decisions/why', undefined, 400, 'contactId'],
    ['GET', '/v1/decisions/why?contactId=nobody-knows', undefined, 404, undefined],
    ['PUT', '/v1/contact-budget', { allDays: 90 }, 400, 'touchpointDays'],
    ['GET', '/v1/decisions?outcome=liked', undefined, 400, 'outcome'],
    ['GET', '/v1/decisions?limit=201', undefined, 400, 'limit'],
    ['GET', '/v1/decisions/summary?since=yesterday', undefined, 400, 'since'],
    ['GET', '/v1/invitations?cursor=1', undefined, 400, 'cursor'],
    ['GET', '/v1/invitations/not-an-id', undefined, 400, undefined],
    ['GET', '/v1/invitations/018f0000-0000-7000-8000-000000000000', undefined, 404, undefined],
  ])('answers %s %s with a problem document', async (method, path, body, status, field) => {
    const answer = await harness.call(service, method, path, body);
    expect(answer).toMatchObject({ status, body: { status } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    if (field) expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});
