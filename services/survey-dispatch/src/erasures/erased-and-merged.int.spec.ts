import { contracts, type DataOf } from '#contracts';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  decisionsOf,
  dispatchEnvironment,
  invitationsOf,
  journeyEvent,
  knownContacts,
} from '../fixtures/dispatch.js';

// Nobody listens there, and nothing here is about mail.
const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;
let service: RunningService;
let reports: () => { data: DataOf<typeof contracts.erasedInSurveyDispatch> }[];
let cancelled: () => { data: DataOf<typeof contracts.invitationCancelled> }[];

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
  reports = await harness.published(contracts.erasedInSurveyDispatch);
  cancelled = await harness.published(contracts.invitationCancelled);
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const told = async (contactId: string) =>
  (await decisionsOf(harness, contactId)).map(({ outcome, reason }) => `${outcome} ${reason}`);
const rows = (sql: string, ...parameters: unknown[]) => harness.database.query(sql, parameters);
const happen = (contactId: string, touchpoint?: string, rest: object = {}) =>
  harness.publish(contracts.journeyEventRecorded, { ...journeyEvent(contactId, clock.now(), touchpoint), ...rest });
const ASKED = 'asked within_contact_budget';
const SECRETS = ['erase.me@acme.example', '+5511987654321', 'Erasmia', 'limping dog'];

async function ask(contactId: string, touchpoint?: string, rest: object = {}): Promise<void> {
  const before = (await told(contactId)).length;
  await happen(contactId, touchpoint, rest);
  await eventually(async () => expect(await told(contactId)).toHaveLength(before + 1));
}

async function erase(contactId: string): Promise<Record<string, unknown>> {
  const erasureId = `erasure of ${contactId}`;
  const event = { contactId, erasureId, erasedAt: clock.now().toISOString() };
  await harness.publish(contracts.contactErased, event);
  return eventually(() => {
    const report = reports().find(({ data }) => data.erasureId === erasureId);
    expect(report?.data).toMatchObject({ contactId, completedAt: clock.now().toISOString() });
    return report!.data.records as Record<string, unknown>;
  });
}

async function merge(contactId: string, survivorId: string): Promise<void> {
  await harness.publish(contracts.contactMerged, { contactId, survivorId, mergedAt: clock.now().toISOString() });
  await eventually(async () =>
    expect(await rows('SELECT 1 FROM survey_dispatch.merged_ids WHERE id = $1', contactId)).toHaveLength(1),
  );
}

/** Every row of the service's tables that names one of the texts. */
async function rowsThatName(texts: readonly string[]): Promise<string[]> {
  const tables = await harness.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'survey_dispatch'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const hits = await harness.database.query<{ row: string }>(
      `SELECT t::text AS row FROM survey_dispatch.${name} t
       WHERE EXISTS (SELECT FROM unnest($1::text[]) s WHERE position(s IN t::text) > 0
         OR position(encode(convert_to(s, 'UTF8'), 'hex') IN t::text) > 0)`,
      [texts],
    );
    found.push(...hits.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}

describe('an erasure', () => {
  const person = { email: SECRETS[0], phone: SECRETS[1], name: SECRETS[2], attributes: { pet: SECRETS[3] } };
  const secretEvent = { attributes: { said: 'my limping dog', mail: SECRETS[0] } };

  it('leaves nothing of the person, and says how much there was', async () => {
    await knownContacts(harness, contactSnapshot('erasmia', person));
    await ask('erasmia', 'support.case_closed', secretEvent);
    await ask('erasmia', 'support.case_closed', secretEvent);
    clock.advance(88 * DAY);
    await ask('erasmia', 'support.case_closed', secretEvent);
    expect(await told('erasmia')).toEqual([ASKED, 'suppressed contact_quarantine', 'deferred contact_quarantine']);
    await harness.database.query(
      `UPDATE survey_dispatch.invitations SET failure = 'no such box: erase.me@acme.example' WHERE contact_id = 'erasmia'`,
    );
    await harness.send(contracts.journeyEventRecorded.topic, {
      key: 'erasmia',
      value: `{"mail":"${SECRETS[0]}"`,
      headers: {},
    });
    await eventually(async () => {
      const letters = await harness.call(service, 'GET', '/v1/operations/survey-dispatch/dead-letters');
      expect(letters.body.items).toHaveLength(1);
    });
    expect((await rowsThatName(SECRETS)).length).toBeGreaterThan(4);

    expect(await erase('erasmia')).toEqual({
      contacts: 1,
      journeyEvents: 3,
      deferredAsks: 1,
      failures: 1,
      failedEvents: 1,
      openInvitations: 1,
    });
    expect(await rowsThatName(SECRETS)).toEqual([]);
    expect(await told('erasmia')).toEqual([ASKED, 'suppressed contact_quarantine', 'suppressed erased']);
    expect(await invitationsOf(harness, 'erasmia')).toMatchObject([{ state: 'cancelled', failure: 'erased' }]);
    await eventually(() =>
      expect(cancelled().map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ contactId: 'erasmia', reason: 'erased' }),
      ),
    );
  }, 30_000);

  it('keeps nothing of what comes after it, and nobody is asked', async () => {
    await happen('erasmia', 'renewal.upcoming', secretEvent);
    await happen('erasmia', 'never.heard_of', secretEvent);
    await eventually(async () =>
      expect((await told('erasmia')).slice(3).sort()).toEqual([
        'no_matching_program no_matching_program',
        'suppressed erased',
      ]),
    );
    // A snapshot that was late, and one behind it that shows that it was looked at.
    await harness.publish(contracts.contactSnapshot, contactSnapshot('erasmia', { ...person, version: 9 }));
    await knownContacts(harness, ...Array.from({ length: 6 }, (_, n) => contactSnapshot(`behind-${n}`)));
    expect(await rowsThatName(SECRETS)).toEqual([]);
  }, 30_000);

  it('decides what waits for the contact, and blanks it', async () => {
    await happen('never-known', 'support.case_closed', secretEvent);
    await eventually(async () => expect((await rowsThatName(SECRETS)).length).toBeGreaterThan(0));
    expect(await erase('never-known')).toEqual({ waitingEvents: 1 });
    expect(await told('never-known')).toEqual(['suppressed erased']);
    expect(await rowsThatName(SECRETS)).toEqual([]);
  }, 30_000);

  it('reports also of a contact of whom nothing is kept, and once more when it comes again', async () => {
    expect(await erase('stranger')).toEqual({});
    const again = { contactId: 'stranger', erasureId: 'second', erasedAt: clock.now().toISOString() };
    await harness.publish(contracts.contactErased, again);
    await eventually(() => expect(reports().map(({ data }) => data.erasureId)).toContain('second'));
  }, 30_000);
});

describe('a merge', () => {
  it('lets nobody be asked twice who was known twice', async () => {
    await knownContacts(harness, contactSnapshot('tom'), contactSnapshot('tom-2'));
    await ask('tom-2');
    await merge('tom-2', 'tom');
    await ask('tom');
    expect(await told('tom')).toEqual([ASKED, 'suppressed contact_quarantine']);
    expect(await told('tom-2')).toEqual([]);
    expect(await invitationsOf(harness, 'tom')).toHaveLength(1);
  }, 30_000);

  it('takes back the later of two asks that only together are too many', async () => {
    await knownContacts(harness, contactSnapshot('ann'), contactSnapshot('ann-2'));
    await ask('ann');
    clock.advance(DAY);
    await ask('ann-2', 'renewal.upcoming');
    await merge('ann-2', 'ann');
    await eventually(async () =>
      expect((await invitationsOf(harness, 'ann')).map(({ state, failure }) => [state, failure]).sort()).toEqual([
        ['cancelled', 'merged'],
        ['scheduled', null],
      ]),
    );
    // The window lasts from the ask that stands.
    clock.advance(88 * DAY);
    await ask('ann');
    expect((await told('ann')).at(-1)).toBe('deferred contact_quarantine');
    clock.advance(DAY);
    await eventually(async () => expect((await told('ann')).at(-1)).toBe(ASKED));
  }, 30_000);

  it('decides for the survivor what names the former id, and keeps no contact under that', async () => {
    await knownContacts(harness, contactSnapshot('eva'), contactSnapshot('eva-2'));
    await merge('eva-2', 'eva');
    await harness.publish(contracts.contactSnapshot, contactSnapshot('eva-2', { version: 2, mergedInto: 'eva' }));
    await happen('eva-2', 'support.case_closed', { attributes: { plan: 'gold' } });
    await eventually(async () => expect(await told('eva')).toEqual([ASKED]));
    expect(await rows(`SELECT attributes FROM survey_dispatch.decisions WHERE contact_id = 'eva'`)).toEqual([
      { attributes: { plan: 'gold' } },
    ]);
    await harness.publish(contracts.contactSnapshot, contactSnapshot('eva-2', { version: 1 }));
    await knownContacts(harness, ...Array.from({ length: 6 }, (_, n) => contactSnapshot(`after-${n}`)));
    expect(await rows(`SELECT 1 FROM survey_dispatch.contacts WHERE contact_id = 'eva-2'`)).toEqual([]);
  }, 30_000);

  it('takes a snapshot that names the survivor for a merge, before the merge itself is told', async () => {
    await knownContacts(harness, contactSnapshot('leo'), contactSnapshot('leo-2'));
    await ask('leo-2');
    await harness.publish(contracts.contactSnapshot, contactSnapshot('leo-2', { version: 2, mergedInto: 'leo' }));
    await eventually(async () => expect(await told('leo')).toEqual([ASKED]));
    await happen('leo-2');
    await eventually(async () => expect(await told('leo')).toEqual([ASKED, 'suppressed contact_quarantine']));
  }, 30_000);

  it('has an opt-out of either hold for the survivor, and what waited or was deferred belong to it', async () => {
    await knownContacts(harness, contactSnapshot('ida'), contactSnapshot('ida-2'));
    await ask('ida-2');
    clock.advance(88 * DAY);
    await ask('ida-2');
    expect(await told('ida-2')).toEqual([ASKED, 'deferred contact_quarantine']);
    await rows(`UPDATE survey_dispatch.contact_budget SET blocked = 'opted_out' WHERE contact_id = 'ida-2'`);
    await merge('ida-2', 'ida');
    clock.advance(3 * DAY);
    await eventually(async () => expect(await told('ida')).toEqual([ASKED, 'suppressed opted_out']));
  }, 30_000);

  it('has what names a merged account count for its survivor', async () => {
    await knownContacts(harness, contactSnapshot('max', { accountId: 'old-acme' }));
    await ask('max');
    const mergedAt = clock.now().toISOString();
    await harness.publish(contracts.accountMerged, { accountId: 'old-acme', survivorId: 'new-acme', mergedAt });
    const accounts = () => rows(`SELECT account_id FROM survey_dispatch.decisions WHERE contact_id = 'max'`);
    await eventually(async () => expect(await accounts()).toEqual([{ account_id: 'new-acme' }]));
    await ask('max', undefined, { accountId: 'old-acme' });
    expect(await accounts()).toEqual([{ account_id: 'new-acme' }, { account_id: 'new-acme' }]);
  }, 30_000);
});
