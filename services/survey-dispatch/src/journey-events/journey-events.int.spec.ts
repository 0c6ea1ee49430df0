import { contracts } from '#contracts';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR, MINUTE } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  decisionsOf,
  dispatchEnvironment,
  invitationsOf,
  knownContacts,
} from '../fixtures/dispatch.js';

const clock = new FakeClock(new Date('2026-03-02T12:00:00Z'));
const TOUCHPOINT = 'support.case_closed';
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const send = (event: object, headers: Record<string, string> = {}) =>
  harness.call(service, 'POST', '/v1/journey-events', event, headers);
const withdraw = (contactId: string) =>
  harness.call(service, 'POST', '/v1/journey-events/withdrawals', { contactId, reason: 'taken back' });
const suppress = (contactId: string) =>
  harness.call(service, 'POST', '/v1/suppressions', { contactId, reason: 'opted_out' });
const outcomes = async (contactId: string) =>
  (await decisionsOf(harness, contactId)).map(({ outcome, reason }) => `${outcome} ${reason}`);
const ASKED = 'asked within_contact_budget';
const moment = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();

describe('a journey event over REST', () => {
  it('is decided as one from Kafka is, and found by the id that it was given', async () => {
    await knownContacts(harness, contactSnapshot('known'));
    const { status, body } = await send({ contactId: 'known', touchpoint: TOUCHPOINT, attributes: { caseId: '4711' } });
    expect(status).toBe(202);
    await eventually(async () => expect(await outcomes('known')).toEqual([ASKED]));
    const path = `/v1/decisions?journeyEventId=${body.journeyEventId}`;
    expect((await harness.call(service, 'GET', path)).body.items).toMatchObject([{ contactId: 'known' }]);
  }, 30_000);

  it('waits for a contact who is not known yet', async () => {
    await send({ contactId: 'later', touchpoint: TOUCHPOINT });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await outcomes('later')).toEqual([]);
    await knownContacts(harness, contactSnapshot('later'));
    await eventually(async () => expect(await outcomes('later')).toEqual([ASKED]));
  }, 30_000);

  it('is decided at the time that it names and not before, also when its contact arrives meanwhile', async () => {
    await send({ contactId: 'patient', touchpoint: TOUCHPOINT, decideAt: moment(HOUR) });
    await knownContacts(harness, contactSnapshot('patient'));
    clock.advance(59 * MINUTE);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await outcomes('patient')).toEqual([]);
    clock.advance(2 * MINUTE);
    await eventually(async () => expect(await outcomes('patient')).toEqual([ASKED]));
  }, 30_000);

  it('is one event, however often it is sent under one Idempotency-Key, and a key is for one event', async () => {
    await knownContacts(harness, contactSnapshot('once'));
    const event = { contactId: 'once', touchpoint: TOUCHPOINT };
    const headers = { 'idempotency-key': 'case-1' };
    const sent = await Promise.all([send(event, headers), send(event, headers), send(event, headers)]);
    expect(new Set(sent.map(({ body }) => body.journeyEventId)).size).toBe(1);
    expect(sent.map(({ headers: it }) => it.get('idempotent-replayed')).toSorted()).toEqual([null, 'true', 'true']);
    await eventually(async () => expect(await outcomes('once')).toEqual([ASKED]));
    expect((await send(event, headers)).status).toBe(202);
    expect(await send({ ...event, touchpoint: 'other' }, headers)).toMatchObject({ status: 422 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await outcomes('once')).toEqual([ASKED]);
  }, 30_000);

  it.each([
    ['a touchpoint of our own', { touchpoint: 'program:x' }, 'touchpoint'],
    ['a time in the future', { occurredAt: '2026-03-09T00:00:00Z' }, 'occurredAt'],
    ['a time that is long ago', { occurredAt: '2026-01-01T00:00:00Z' }, 'occurredAt'],
    ['a decision in years', { decideAt: '2028-01-01T00:00:00Z' }, 'decideAt'],
    ['too many attributes', { attributes: { text: 'x'.repeat(17_000) } }, 'attributes'],
    ['no contact', { contactId: undefined }, 'contactId'],
  ])('is refused with %s, naming the field', async (_, change, field) => {
    const answer = await send({ contactId: 'wrong', touchpoint: TOUCHPOINT, ...change });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ field })] } });
  });
});

describe('what was not sent', () => {
  it('can be taken back: invitations, deferred asks and events that wait, each with its decision', async () => {
    await knownContacts(harness, contactSnapshot('refunded'));
    await send({ contactId: 'refunded', touchpoint: TOUCHPOINT });
    await eventually(async () => expect(await outcomes('refunded')).toEqual([ASKED]));
    await send({ contactId: 'refunded', touchpoint: TOUCHPOINT, decideAt: moment(DAY) });
    expect((await withdraw('refunded')).body).toMatchObject({ invitations: 1, journeyEvents: 1 });
    expect(await invitationsOf(harness, 'refunded')).toMatchObject([{ state: 'cancelled' }]);
    await eventually(async () => {
      expect((await outcomes('refunded')).length).toBe(2);
      expect((await outcomes('refunded')).filter((it) => it.startsWith('deferred'))).toEqual([]);
    });
    expect((await withdraw('refunded')).body).toEqual({ invitations: 0, deferredAsks: 0, journeyEvents: 0 });
  }, 30_000);
});

describe('an opt-out over REST', () => {
  it('takes back what was not sent, lets nobody ask again, and is published once', async () => {
    const suppressed = await harness.published(contracts.contactSuppressed);
    await knownContacts(harness, contactSnapshot('leaver'));
    await send({ contactId: 'leaver', touchpoint: TOUCHPOINT });
    await eventually(async () => expect(await outcomes('leaver')).toEqual([ASKED]));
    for (const _ of [1, 2]) expect((await suppress('leaver')).status).toBe(204);
    expect(await invitationsOf(harness, 'leaver')).toMatchObject([{ state: 'cancelled', failure: 'opted_out' }]);
    await send({ contactId: 'leaver', touchpoint: TOUCHPOINT });
    await eventually(async () => expect(await outcomes('leaver')).toEqual([ASKED, 'suppressed opted_out']));
    await eventually(() =>
      expect(suppressed().map(({ data }) => data)).toMatchObject([{ contactId: 'leaver', reason: 'opted_out' }]),
    );
  }, 30_000);

  it('outlives a bounce that another address would have ended', async () => {
    await suppress('bounced-and-out');
    await harness.database.query(
      `INSERT INTO survey_dispatch.contact_budget (contact_id, blocked, blocked_at) VALUES ('bouncer', 'bounced', $1)`,
      [clock.now()],
    );
    await suppress('bouncer');
    const { body } = await harness.call(service, 'GET', '/v1/suppressions?reason=bounced');
    expect(body.items).toEqual([]);
  });

  it('is listed by reason and time, the oldest first, page by page', async () => {
    clock.advance(DAY);
    const from = moment(0);
    for (const contactId of ['first', 'second', 'third']) {
      await suppress(contactId);
      clock.advance(MINUTE);
    }
    const list = async (query: string) => {
      const answer = await harness.call(service, 'GET', `/v1/suppressions?reason=opted_out&from=${from}&${query}`);
      return answer.body.items.map(({ contactId }: { contactId: string }) => contactId);
    };
    expect(await list('limit=2')).toEqual(['first', 'second']);
    expect(await list('limit=2&offset=2')).toEqual(['third']);
    expect(await list(`to=${from}`)).toEqual(['first']);
  }, 30_000);
});

describe('the standing of contacts', () => {
  it('says what was sent and what is due, of each that is asked for and in that order', async () => {
    await knownContacts(harness, contactSnapshot('due'));
    await send({ contactId: 'due', touchpoint: TOUCHPOINT });
    await eventually(async () => expect(await outcomes('due')).toEqual([ASKED]));
    const answer = await harness.call(service, 'POST', '/v1/contact-standings', {
      contactIds: ['nobody', 'due', 'leaver'],
    });
    expect(answer.body.items).toEqual([
      { contactId: 'nobody', suppressed: null, lastSentAt: null, nextDueAt: null },
      { contactId: 'due', suppressed: null, lastSentAt: null, nextDueAt: expect.any(String) },
      { contactId: 'leaver', suppressed: 'opted_out', lastSentAt: null, nextDueAt: null },
    ]);
  }, 30_000);
});
