import { contracts } from '#contracts';
import { RecordClient, readLineage, toRecord } from '#messaging';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR, MINUTE, testEnvironment } from '#testing';
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

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const happen = (contactId: string, touchpoint?: string, at = clock.now()) =>
  harness.publish(contracts.journeyEventRecorded, journeyEvent(contactId, at, touchpoint));
const outcomes = async (contactId: string) =>
  (await decisionsOf(harness, contactId)).map(({ outcome, reason }) => `${outcome} ${reason}`);
const ASKED = 'asked within_contact_budget';
const QUARANTINE = 'suppressed contact_quarantine';

describe('survey-dispatch', () => {
  it('asks a contact once in 90 days, also of two events in one chunk and of a duplicate', async () => {
    await knownContacts(harness, contactSnapshot('once'));
    const first = toRecord(contracts.journeyEventRecorded, journeyEvent('once', clock.now()));
    const second = toRecord(contracts.journeyEventRecorded, journeyEvent('once', clock.now(), 'renewal.upcoming'));
    await harness.send(contracts.journeyEventRecorded.topic, first, second, first);
    await eventually(async () => expect(await outcomes('once')).toEqual([ASKED, QUARANTINE]));
    clock.advance(90 * DAY - 1);
    await harness.send(contracts.journeyEventRecorded.topic, first);
    await happen('once');
    const DEFERRED = 'deferred contact_quarantine';
    await eventually(async () => expect(await outcomes('once')).toEqual([ASKED, QUARANTINE, DEFERRED]));
    const decisions = await decisionsOf(harness, 'once');
    expect(decisions[1]!.release_at).toEqual(new Date('2026-05-30T12:00:00Z'));
    expect(decisions[2]!.release_at).toEqual(new Date('2026-05-30T12:00:00Z'));
    // Deferred instead of dropped: the moment the quarantine ends, it is asked.
    clock.advance(1);
    await eventually(async () => expect(await outcomes('once')).toEqual([ASKED, QUARANTINE, ASKED]));
    await happen('once');
    await eventually(async () => expect(await outcomes('once')).toEqual([ASKED, QUARANTINE, ASKED, QUARANTINE]));
    expect(await harness.database.query('SELECT 1 FROM survey_dispatch.deferred_asks')).toEqual([]);
    expect(await invitationsOf(harness, 'once')).toHaveLength(2);
  }, 30_000);

  it('never decides an event twice, also where there is a program for it by the time it comes again', async () => {
    await knownContacts(harness, contactSnapshot('again'));
    const record = toRecord(contracts.journeyEventRecorded, journeyEvent('again', clock.now(), 'asked.later'));
    await harness.send(contracts.journeyEventRecorded.topic, record);
    const NOBODY = 'no_matching_program no_matching_program';
    await eventually(async () => expect(await outcomes('again')).toEqual([NOBODY]));
    const program = { programId: 'asked-later', name: 'Later', kind: 'transactional', touchpoint: 'asked.later' };
    await harness.call(service, 'POST', '/v1/programs', { ...program, surveyId: 'nps-support-case' });
    expect(await harness.call(service, 'POST', '/v1/programs/asked-later/activate')).toMatchObject({ status: 200 });
    await harness.send(contracts.journeyEventRecorded.topic, record, record);
    // Of one partition: when the new one behind them is decided, they were looked at.
    await happen('again', 'asked.later');
    await eventually(async () => expect(await outcomes('again')).toEqual([NOBODY, ASKED]));
    expect(await invitationsOf(harness, 'again')).toHaveLength(1);
  }, 30_000);

  it('makes a dead letter once of an event that is refused, however often it comes', async () => {
    const late = toRecord(
      contracts.journeyEventRecorded,
      journeyEvent('refused', new Date(clock.now().getTime() + HOUR)),
    );
    await harness.send(contracts.journeyEventRecorded.topic, late);
    await harness.send(contracts.journeyEventRecorded.topic, late);
    await happen('refused', 'nobody.asks');
    await knownContacts(harness, contactSnapshot('refused'));
    await eventually(async () => expect(await outcomes('refused')).toHaveLength(1));
    const { body } = await harness.call(service, 'GET', '/v1/operations/survey-dispatch/dead-letters');
    expect(body.items.filter(({ key }: { key: string }) => key === 'refused')).toHaveLength(1);
  }, 30_000);

  it('never asks a contact twice when two dispatchers decide at the same time', async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `both-${index}`);
    await knownContacts(harness, ...ids.map((id) => contactSnapshot(id)));
    // Topics of its own, on the same database: both have events of each contact, in opposite orders.
    const prefix = `${harness.topicPrefix}second.`;
    const other = await harness.run(surveyDispatch, {
      env: { ...env, TOPIC_PREFIX: prefix },
      overrides: { clock },
    });
    const second = new RecordClient(testEnvironment().brokers, prefix);
    const events = ids.map((id) => journeyEvent(id, clock.now()));
    const records = (order: typeof events) => order.map((data) => toRecord(contracts.journeyEventRecorded, data));
    await Promise.all([
      harness.send(contracts.journeyEventRecorded.topic, ...records(events)),
      second.send(contracts.journeyEventRecorded.topic, records(events.toReversed())),
    ]);
    await second.close();
    const tally = () =>
      harness.database.query(
        `SELECT outcome, count(*)::int AS n, count(DISTINCT contact_id)::int AS contacts
         FROM survey_dispatch.decisions WHERE contact_id LIKE 'both-%' GROUP BY outcome ORDER BY outcome`,
      );
    await eventually(async () =>
      expect(await tally()).toEqual([
        { outcome: 'asked', n: 400, contacts: 400 },
        { outcome: 'suppressed', n: 400, contacts: 400 },
      ]),
    );
    // It would publish part of what the other tests wait for, on topics of its own.
    await harness.stopService(other);
  }, 60_000);

  it('keeps an event of an unknown contact until the contact arrives', async () => {
    const decisions = await harness.published(contracts.decisionMade);
    const [id] = await happen('late');
    await eventually(async () =>
      expect(await harness.database.query(`SELECT event_id FROM survey_dispatch.waiting_journey_events`)).toEqual([
        { event_id: id },
      ]),
    );
    expect(await outcomes('late')).toEqual([]);
    await harness.publish(contracts.contactSnapshot, contactSnapshot('late', { emailConsent: false }));
    await eventually(async () => expect(await outcomes('late')).toEqual(['suppressed no_email_consent']));
    await eventually(() => {
      const made = decisions().find(({ data }) => data.contactId === 'late')!;
      expect(made.record.headers).toMatchObject({ ce_correlationid: id, ce_causationid: id });
      expect(readLineage(made.record.headers.ce_lineage).map((entry) => entry.id)).toEqual([id]);
    });
  }, 30_000);

  it('decides an event that began to wait in the moment in which its contact arrived', async () => {
    await happen('crossed');
    await eventually(async () =>
      expect(await harness.database.query(`SELECT 1 FROM survey_dispatch.waiting_journey_events`)).toHaveLength(1),
    );
    await harness.database.query(
      `INSERT INTO survey_dispatch.contacts (contact_id, version, email, email_consent) VALUES ('crossed', 1, 'x@y.example', true)`,
    );
    await eventually(async () => expect(await outcomes('crossed')).toEqual([ASKED]));
  }, 30_000);

  it('calls a contact unreachable who stays unknown for too long', async () => {
    await happen('nobody');
    await eventually(async () =>
      expect(await harness.database.query(`SELECT 1 FROM survey_dispatch.waiting_journey_events`)).toHaveLength(1),
    );
    clock.advance(24 * HOUR - MINUTE);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await outcomes('nobody')).toEqual([]);
    clock.advance(MINUTE);
    await eventually(async () => expect(await outcomes('nobody')).toEqual(['unreachable unknown_contact']));
    expect(await harness.database.query(`SELECT 1 FROM survey_dispatch.waiting_journey_events`)).toEqual([]);
  }, 30_000);

  it('makes an event from the future or from long ago a dead letter that names occurredAt', async () => {
    await knownContacts(harness, contactSnapshot('future'), contactSnapshot('past'));
    await happen('future', undefined, new Date(clock.now().getTime() + 6 * MINUTE));
    await happen('past', undefined, new Date(clock.now().getTime() - 31 * DAY));
    await eventually(async () => {
      const { body } = await harness.call(service, 'GET', '/v1/operations/survey-dispatch/dead-letters');
      for (const [key, reason] of [
        ['future', 'occurredAt is in the future'],
        ['past', 'occurredAt is more than 30 days ago'],
      ]) {
        expect(body.items).toContainEqual(expect.objectContaining({ key, reason, field: 'occurredAt' }));
      }
    });
    expect(await outcomes('future')).toEqual([]);
    expect(await outcomes('past')).toEqual([]);
  }, 30_000);

  it('records that no program matches, or that the one that does is paused', async () => {
    await knownContacts(harness, contactSnapshot('unmatched'));
    await happen('unmatched', 'never.heard_of');
    await eventually(async () =>
      expect(await outcomes('unmatched')).toEqual(['no_matching_program no_matching_program']),
    );
    const off = await harness.call(service, 'PATCH', '/v1/programs/before-renewal', { active: false });
    expect(off).toMatchObject({ status: 200, body: { programId: 'before-renewal', active: false } });
    await happen('unmatched', 'renewal.upcoming');
    await eventually(async () => expect(await outcomes('unmatched')).toHaveLength(2));
    expect(await outcomes('unmatched')).toContain('suppressed program_paused');
    await harness.call(service, 'PATCH', '/v1/programs/before-renewal', { active: true });
  }, 30_000);

  it('schedules the invitation by the delay of the program and goes on with the chain', async () => {
    await knownContacts(harness, contactSnapshot('chain'));
    const scheduled = await harness.published(contracts.invitationScheduled);
    const changed = await harness.call(service, 'PATCH', '/v1/programs/after-onboarding', { delaySeconds: 7200 });
    expect(changed.body).toMatchObject({ delaySeconds: 7200, active: true });
    const [id] = await happen('chain', 'onboarding.completed');
    const { data, record } = await eventually(() => {
      const found = scheduled().find((it) => it.data.contactId === 'chain');
      expect(found).toBeDefined();
      return found!;
    });
    const dueAt = clock.now().getTime() + 2 * HOUR;
    expect(data).toMatchObject({
      accountId: 'acme',
      programId: 'after-onboarding',
      surveyId: 'nps-onboarding',
      locale: 'pt',
      question: expect.stringContaining('qual a probabilidade'),
      dueAt: new Date(dueAt).toISOString(),
      expiresAt: new Date(dueAt + 30 * DAY).toISOString(),
      journeyEventId: id,
    });
    expect(record.headers).toMatchObject({
      ce_id: data.invitationId,
      ce_correlationid: id,
      ce_causationid: id,
      ce_time: clock.now().toISOString(),
    });
    expect(readLineage(record.headers.ce_lineage).map(({ type }) => type)).toEqual([
      contracts.journeyEventRecorded.type,
    ]);
  }, 30_000);
});

describe('the REST API of survey-dispatch', () => {
  it('answers why somebody was asked, and shows the invitation without the address', async () => {
    await knownContacts(harness, contactSnapshot('rest'), contactSnapshot('silent', { email: undefined }));
    const [id] = await happen('rest');
    await happen('rest');
    await happen('silent');
    await eventually(async () => expect(await outcomes('rest')).toHaveLength(2));
    await eventually(async () => expect(await outcomes('silent')).toEqual(['unreachable no_email_address']));
    const asked = await harness.call(service, 'GET', `/v1/decisions?contactId=rest&outcome=asked&journeyEventId=${id}`);
    expect(asked.body.items).toEqual([
      expect.objectContaining({ journeyEventId: id, programId: 'after-support-case' }),
    ]);
    const first = await harness.call(service, 'GET', '/v1/decisions?contactId=rest&limit=1');
    const next = await harness.call(
      service,
      'GET',
      `/v1/decisions?contactId=rest&limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(new Set([first, next].map(({ body }) => body.items[0].outcome))).toEqual(new Set(['asked', 'suppressed']));

    const { invitationId } = asked.body.items[0];
    const shown = await harness.call(service, 'GET', `/v1/invitations/${invitationId}`);
    expect(shown).toMatchObject({ status: 200, body: { contactId: 'rest', journeyEventId: id, locale: 'pt' } });
    expect(JSON.stringify(shown.body)).not.toContain('@');
    for (const filter of ['contactId=rest', `journeyEventId=${id}`]) {
      const { body } = await harness.call(service, 'GET', `/v1/invitations?${filter}`);
      const { history, ...listed } = shown.body;
      expect(history).toHaveLength(1);
      expect(body).toEqual({ items: [listed], nextCursor: null });
    }
  }, 30_000);

  it('counts decisions by outcome and reason, of one source', async () => {
    await knownContacts(harness, contactSnapshot('counted'));
    const record = (data: ReturnType<typeof journeyEvent>) =>
      toRecord(contracts.journeyEventRecorded, data, { source: '/replay/1' });
    await harness.send(
      contracts.journeyEventRecorded.topic,
      record(journeyEvent('counted', clock.now())),
      record(journeyEvent('counted', clock.now(), 'renewal.upcoming')),
      record(journeyEvent('counted', clock.now(), 'never.heard_of')),
    );
    const since = encodeURIComponent(clock.now().toISOString());
    await eventually(async () => {
      const { body } = await harness.call(service, 'GET', `/v1/decisions/summary?source=/replay/1&since=${since}`);
      expect(body).toMatchObject({ total: 3, since: clock.now().toISOString() });
      expect(body.counts).toHaveLength(3);
      expect(body.counts).toContainEqual({ outcome: 'suppressed', reason: 'contact_quarantine', count: 1 });
    });
    clock.advance(1);
    const later = encodeURIComponent(clock.now().toISOString());
    const { body } = await harness.call(service, 'GET', `/v1/decisions/summary?since=${later}`);
    expect(body).toMatchObject({ total: 0, counts: [] });
  }, 30_000);

  it('lists the three programs that every installation begins with', async () => {
    const { body } = await harness.call(service, 'GET', '/v1/programs');
    const ids = body.map(({ programId }: { programId: string }) => programId);
    expect(ids.filter((id: string) => id !== 'asked-later')).toEqual([
      'before-renewal',
      'after-onboarding',
      'after-support-case',
    ]);
  });
});
