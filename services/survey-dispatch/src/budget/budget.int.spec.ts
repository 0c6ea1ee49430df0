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
import { DEFAULT_POLICY } from './budget-policy.rules.js';

const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const happen = (contactId: string, touchpoint = 'support.case_closed') =>
  harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, clock.now(), touchpoint));
const outcomes = async (contactId: string) =>
  (await decisionsOf(harness, contactId)).map(({ outcome, reason }) => `${outcome} ${reason}`);
const ASKED = 'asked within_contact_budget';

/** Waits until the decisions on a contact are these. */
const decided = (contactId: string, ...expected: string[]) =>
  eventually(async () => expect(await outcomes(contactId)).toEqual(expected));

async function changed(policy: object): Promise<void> {
  const body = { ...DEFAULT_POLICY, ...policy };
  expect(await call('PUT', '/v1/contact-budget', body)).toMatchObject({ status: 200, body });
}

describe('the contact budget over REST', () => {
  it('is shown as it was changed, and holds from then on', async () => {
    expect((await call('GET', '/v1/contact-budget')).body).toEqual(DEFAULT_POLICY);
    await changed({ allDays: 10, touchpointDays: 20 });
    expect((await call('GET', '/v1/contact-budget')).body).toMatchObject({ allDays: 10, touchpointDays: 20 });
    await knownContacts(harness, contactSnapshot('short'));
    await happen('short');
    await decided('short', ASKED);
    clock.advance(20 * DAY);
    await happen('short');
    await decided('short', ASKED, ASKED);
  }, 30_000);

  it('lets as many people of an account be asked as its cap says, those asked before it among them', async () => {
    const people = ['p-1', 'p-2', 'p-3'].map((id) => contactSnapshot(id, { accountId: 'capped' }));
    await knownContacts(harness, ...people);
    await happen('p-1');
    await decided('p-1', ASKED);
    await changed({ account: { people: 2, days: 5, reserved: 0 } });
    await happen('p-2');
    await decided('p-2', ASKED);
    await happen('p-3');
    await decided('p-3', 'deferred account_cap');
    clock.advance(5 * DAY);
    await decided('p-3', ASKED);
    await changed({});
  }, 30_000);

  const cap = { people: 5, days: 30, reserved: 5 };
  const hours = { from: '09:00', to: '17:00', weekdays: [1] };
  it.each<[string, object, string]>([
    ['a window shorter than the one over all', { touchpointDays: 30 }, 'touchpointDays'],
    ['a cap of nobody', { account: { ...cap, people: 0, reserved: 0 } }, 'account.people'],
    ['a cap that leaves active programs nobody', { account: cap }, 'account.reserved'],
    ['hours that end before they begin', { sendingHours: { ...hours, to: '08:00' } }, 'sendingHours.to'],
    ['a day that is none', { sendingHours: { ...hours, weekdays: [8] } }, 'sendingHours.weekdays'],
    ['a zone that nobody knows', { defaultTimeZone: 'Mars/Olympus' }, 'defaultTimeZone'],
    ['a window of no day', { allDays: 0 }, 'allDays'],
    ['a field that is not there', { account: undefined }, 'account'],
  ])('refuses %s', async (_, change, field) => {
    const { status, body } = await call('PUT', '/v1/contact-budget', { ...DEFAULT_POLICY, ...change });
    expect([status, body.errors.map((it: { field: string }) => it.field)]).toEqual([
      400,
      expect.arrayContaining([field]),
    ]);
    expect((await call('GET', '/v1/contact-budget')).body).toEqual(DEFAULT_POLICY);
  });
});

describe('an invitation that is taken back', () => {
  const cancel = async (contactId: string) => {
    const [invitation] = await invitationsOf(harness, contactId);
    const id = invitation!.invitation_id;
    expect(await call('POST', `/v1/invitations/${id}/cancel`, { reason: 'opened again' })).toMatchObject({
      status: 200,
    });
  };

  it('gives its budget back before it was sent, and not once it was', async () => {
    await knownContacts(harness, contactSnapshot('unsent'), contactSnapshot('sent'));
    for (const id of ['unsent', 'sent']) {
      await happen(id, 'onboarding.completed');
      await decided(id, ASKED);
    }
    await harness.database.query(
      `UPDATE survey_dispatch.invitations SET state = 'sent', attempts = 1 WHERE contact_id = 'sent'`,
    );
    for (const id of ['unsent', 'sent']) {
      await cancel(id);
      await happen(id);
    }
    await decided('unsent', ASKED, ASKED);
    await decided('sent', ASKED, 'suppressed contact_quarantine');
  }, 30_000);

  it('lets what waited for it be asked at once', async () => {
    await knownContacts(harness, contactSnapshot('waiting'));
    await happen('waiting', 'onboarding.completed');
    await decided('waiting', ASKED);
    await call('PATCH', '/v1/programs/before-renewal', { deferDays: 120 });
    await happen('waiting', 'renewal.upcoming');
    await decided('waiting', ASKED, 'deferred contact_quarantine');
    await cancel('waiting');
    await decided('waiting', ASKED, ASKED);
  }, 30_000);

  it('was for a renewal date that moved, and the new date asks', async () => {
    const program = {
      programId: 'renewal',
      name: 'R',
      kind: 'account_date',
      daysBefore: [30],
      surveyId: 'nps-renewal',
    };
    await changed({ sendingHours: { from: '01:00', to: '02:00', weekdays: [1, 2, 3, 4, 5, 6, 7] } });
    expect(await call('POST', '/v1/programs', { ...program, deferDays: 60 })).toMatchObject({ status: 201 });
    expect(await call('POST', '/v1/programs/renewal/activate')).toMatchObject({ status: 200 });
    await knownContacts(
      harness,
      contactSnapshot('buyer', { accountId: 'initech' }),
      contactSnapshot('tired', { accountId: 'initech' }),
    );
    await happen('tired');
    await decided('tired', ASKED);
    clock.advance(35 * DAY);
    const day = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
    const account = { accountId: 'initech', lifecycle: 'active', updatedAt: '2026-01-01T00:00:00Z' };
    await harness.publish(contracts.accountSnapshot, { ...account, version: 1, renewalDate: day(30) });
    await decided('buyer', ASKED);
    await decided('tired', ASKED, 'deferred contact_quarantine');
    await harness.publish(contracts.accountSnapshot, { ...account, version: 2, renewalDate: day(32) });
    await eventually(async () =>
      expect(await invitationsOf(harness, 'buyer')).toMatchObject([{ state: 'cancelled', failure: 'date_moved' }]),
    );
    await decided('tired', ASKED, 'suppressed date_moved');
    clock.advance(2 * DAY);
    await decided('buyer', ASKED, ASKED);
    await decided('tired', ASKED, 'suppressed date_moved', 'deferred contact_quarantine');
    await changed({});
  }, 60_000);
});

describe('a program that goes on after a pause', () => {
  it('takes the budget anew: who was asked by another meanwhile is not asked again', async () => {
    await changed({ allDays: 2, touchpointDays: 2, relationshipDays: 2 });
    await knownContacts(harness, contactSnapshot('asked-else'), contactSnapshot('free'));
    for (const id of ['asked-else', 'free']) {
      await happen(id, 'onboarding.completed');
      await decided(id, ASKED);
    }
    await call('POST', '/v1/programs/after-onboarding/pause');
    clock.advance(3 * DAY);
    await happen('asked-else');
    await decided('asked-else', ASKED, ASKED);
    clock.advance(HOUR);
    expect(await call('POST', '/v1/programs/after-onboarding/activate')).toMatchObject({ status: 200 });
    const states = async (id: string) => (await invitationsOf(harness, id)).map(({ state }) => state).sort();
    expect(await states('asked-else')).toEqual(['cancelled', 'scheduled']);
    expect(await states('free')).toEqual(['scheduled']);
    await happen('free');
    await decided('free', ASKED, 'deferred contact_quarantine');
    await changed({});
  }, 30_000);
});
