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

  it('looks at fields and at further attributes, of the contact and of the account', async () => {
    await programme({
      programId: 'further',
      kind: 'transactional',
      touchpoint: 'fur.ther',
      audience: [
        { subject: 'contact', attribute: 'plan', operator: 'is', value: 'gold' },
        { subject: 'account', attribute: 'segment', operator: 'is', value: 'enterprise' },
      ],
    });
    const account = {
      accountId: 'hooli',
      lifecycle: 'active',
      segment: 'enterprise',
      updatedAt: '2026-01-01T00:00:00Z',
    };
    await harness.publish(contracts.accountSnapshot, { ...account, version: 1 });
    await eventually(async () =>
      expect(
        await harness.database.query(`SELECT 1 FROM survey_dispatch.accounts WHERE account_id = 'hooli'`),
      ).toHaveLength(1),
    );
    await knownContacts(
      harness,
      contactSnapshot('golden', { accountId: 'hooli', attributes: { plan: 'gold' } }),
      contactSnapshot('silver', { accountId: 'hooli', attributes: { plan: 'silver' } }),
      contactSnapshot('elsewhere', { accountId: 'other', attributes: { plan: 'gold' } }),
    );
    const ids = ['golden', 'silver', 'elsewhere'];
    const happened = ids.map((id) => journeyEvent(id, clock.now(), 'fur.ther'));
    await harness.publish(contracts.journeyEventRecorded, ...happened);
    for (const id of ids)
      await eventually(async () =>
        expect(await outcomes(id)).toEqual([
          id === 'golden' ? 'asked within_contact_budget' : 'no_matching_program audience_mismatch',
        ]),
      );
  }, 30_000);

  it('asks over the first of its channels that reaches the contact, and keeps the others for when it fails', async () => {
    const channels = ['email', 'in_app', 'handoff'];
    await programme({ programId: 'anyhow', kind: 'transactional', touchpoint: 'any.how', channels });
    const scheduled = await harness.published(contracts.invitationScheduled);
    const made = await harness.published(contracts.decisionMade);
    await knownContacts(
      harness,
      contactSnapshot('mailed'),
      contactSnapshot('shown', { emailConsent: false }),
      contactSnapshot('handed', { emailConsent: false, inAppConsent: false }),
    );
    const ids = ['mailed', 'shown', 'handed'];
    const happened = ids.map((id) => journeyEvent(id, clock.now(), 'any.how'));
    await harness.publish(contracts.journeyEventRecorded, ...happened);
    const kept = () =>
      harness.database.query(
        `SELECT i.contact_id AS id, i.channel, d.channel AS decided, fallback_channels AS next
         FROM survey_dispatch.invitations i JOIN survey_dispatch.decisions d ON decision_id = invitation_id
         WHERE touchpoint = 'any.how' ORDER BY id`,
      );
    await eventually(async () =>
      expect(await kept()).toEqual([
        { id: 'handed', channel: 'handoff', decided: 'handoff', next: [] },
        { id: 'mailed', channel: 'email', decided: 'email', next: ['in_app', 'handoff'] },
        { id: 'shown', channel: 'in_app', decided: 'in_app', next: ['handoff'] },
      ]),
    );
    const told = (published: typeof scheduled | typeof made) =>
      published().flatMap(({ data }) => (ids.includes(data.contactId) ? [`${data.contactId} ${data.channel}`] : []));
    await eventually(() => {
      const channelsOf = ['handed handoff', 'mailed email', 'shown in_app'];
      expect(told(scheduled).sort()).toEqual(channelsOf);
      expect(told(made).sort()).toEqual(channelsOf);
    });
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

  it('reminds over its first channel unless it says another, and shows and changes its reminders', async () => {
    const reminders = [{ afterHours: 48 }, { afterHours: 96, channel: 'handoff' }];
    const made = await call('POST', '/v1/programs', {
      ...NEW,
      programId: 'reminding',
      ...{ reminders, channels: ['email', 'handoff'] },
    });
    const said = [
      { afterHours: 48, channel: 'email' },
      { afterHours: 96, channel: 'handoff' },
    ];
    expect(made).toMatchObject({ status: 201, body: { reminders: said } });
    const narrowed = await call('PATCH', '/v1/programs/reminding', { channels: ['email'] });
    expect(narrowed).toMatchObject({ status: 400, body: { errors: [{ field: 'reminders.1.channel' }] } });
    const fewer = await call('PATCH', '/v1/programs/reminding', { channels: ['email'], reminders: [said[0]] });
    expect(fewer).toMatchObject({ status: 200, body: { channels: ['email'], reminders: [said[0]] } });
  });

  it('asks the version that it is pinned to, and the latest one as soon as it is not', async () => {
    const questions = (en: string) => ({
      ...{ name: 'Pinned', metric: 'nps', fallbackLanguage: 'en', question: { en }, followUps: [] },
    });
    const publish = async (method: string, path: string, en: string) => {
      expect(
        await call(method, path, method === 'POST' ? { surveyId: 'pinned', document: questions(en) } : questions(en)),
      ).toMatchObject({
        status: method === 'POST' ? 201 : 200,
      });
      expect((await call('POST', '/v1/surveys/pinned/publish')).status).toBeLessThan(300);
    };
    await publish('POST', '/v1/surveys', 'The first question?');
    await publish('PUT', '/v1/surveys/pinned/draft', 'The second question?');
    const scheduled = await harness.published(contracts.invitationScheduled);
    const asked = async (contactId: string) => {
      await knownContacts(harness, contactSnapshot(contactId));
      await harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, clock.now(), 'pin.ned'));
      return eventually(() => {
        const found = scheduled().find(({ data }) => data.contactId === contactId);
        expect(found).toBeDefined();
        return [found!.data.surveyVersion, found!.data.question];
      });
    };
    const program = { programId: 'pinned', kind: 'transactional', touchpoint: 'pin.ned', surveyId: 'pinned' };
    await programme({ ...program, surveyVersion: 1 });
    expect(await asked('pin-1')).toEqual([1, 'The first question?']);
    const unpinned = await call('PATCH', '/v1/programs/pinned', { surveyVersion: null });
    expect(unpinned).toMatchObject({ status: 200, body: { surveyVersion: null } });
    expect(await asked('pin-2')).toEqual([2, 'The second question?']);
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
    await programme({ programId: 'relationship', kind: 'relationship', cadenceDays: 180 });
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
    for (let day = 0; day < 180; day += 10) {
      clock.advance(10 * DAY);
      await eventually(async () => expect(await walked()).toBe(clock.now().getTime()));
    }
    const days = await asked();
    expect(days.reduce((sum, { n }) => sum + n, 0)).toBe(300);
    expect(days.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(300);
    // Ten days at a time, of 300 people in 180: about 17 each; a burst would be a multiple.
    for (const { n } of days) expect(n).toBeLessThan(35);
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
      expect(
        await harness.database.query('SELECT 1 FROM survey_dispatch.accounts WHERE account_id = $1', ['globex']),
      ).toHaveLength(1),
    );
    clock.advance(9 * DAY);
    await harness.publish(contracts.accountSnapshot, account(2, day(33)));
    await eventually(async () =>
      expect(
        await harness.database.query(
          `SELECT 1 FROM survey_dispatch.accounts WHERE account_id = 'globex' AND version = 2`,
        ),
      ).toHaveLength(1),
    );
    clock.advance(2 * DAY);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await decisionsOf(harness, 'buyer')).toEqual([]);
    clock.advance(DAY);
    await eventually(async () => expect(await decisionsOf(harness, 'buyer')).toHaveLength(1));
  }, 60_000);
});
