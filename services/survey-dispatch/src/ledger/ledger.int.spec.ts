import { DataSource } from 'typeorm';
import { contracts } from '#contracts';
import { Transactions } from '#messaging';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  decisionsOf,
  dispatchEnvironment,
  journeyEvent,
  knownContacts,
} from '../fixtures/dispatch.js';
import { forgetDecisions } from './forget-decisions.query.js';

const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;
let service: RunningService;
let source: DataSource;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
  source = await new DataSource({
    type: 'postgres',
    url: harness.environment('survey-dispatch').DATABASE_URL!,
    poolSize: 2,
    extra: { options: '-c search_path=survey_dispatch' },
  }).initialize();
}, 60_000);
afterAll(async () => {
  await source?.destroy();
  await harness?.stop();
}, 30_000);

const why = async (contactId: string) =>
  (await harness.call(service, 'GET', `/v1/decisions/why?contactId=${contactId}`)).body;

async function happened(contactId: string, touchpoint?: string, attributes?: object): Promise<void> {
  const before = (await decisionsOf(harness, contactId)).length;
  await harness.publish(contracts.journeyEventRecorded, {
    ...journeyEvent(contactId, clock.now(), touchpoint),
    ...(attributes && { attributes: attributes as never }),
  });
  await eventually(async () => expect((await decisionsOf(harness, contactId)).length).toBeGreaterThan(before));
}

describe('why somebody was not asked', () => {
  it('is said of events that wait for their contact, with when they are given up', async () => {
    await harness.publish(contracts.journeyEventRecorded, journeyEvent('stranger', clock.now()));
    const told = await eventually(async () => {
      const body = await why('stranger');
      expect(body.waiting).toHaveLength(1);
      return body;
    });
    expect(told.words).toContain('The contact is not known yet: 1 of its events (the first support.case_closed) wait');
    expect(told.waiting[0]).toMatchObject({ touchpoint: 'support.case_closed', until: '2026-03-02T12:00:00.000Z' });
    expect(await why('nobody')).toMatchObject({ status: 404 });
  }, 30_000);

  it('names the program that asked before, and what became of its mail', async () => {
    await knownContacts(harness, contactSnapshot('maria'));
    await happened('maria');
    clock.advance(HOUR);
    await happened('maria', 'onboarding.completed');
    const { words, decisions } = await why('maria');
    expect(words).toContain('program after-support-case asked at 2026-03-01T12:00:00.000Z');
    expect(decisions[0]).toMatchObject({
      ...{ outcome: 'suppressed', invitation: null, channel: null },
      askBefore: { programId: 'after-support-case', at: '2026-03-01T12:00:00.000Z' },
    });
    expect(decisions[1]).toMatchObject({ channel: 'email', invitation: { state: 'scheduled', channel: 'email' } });
    expect(decisions[1].words).toContain('is to go out over email at 2026-03-01T12:00:00.000Z');
    const [{ invitation_id: id }] = await harness.database
      .query<{ invitation_id: string }>(
        `UPDATE survey_dispatch.invitations SET state = 'failed', ended_at = $1, failure = '550 no such mailbox'
       WHERE contact_id = 'maria' RETURNING invitation_id`,
        [clock.now()],
      )
      .then((rows) => rows as [{ invitation_id: string }]);
    const failed = (await why('maria')).decisions.find((it: { decisionId: string }) => it.decisionId === id);
    expect(failed.words).toContain('it could not be sent (2026-03-01T13:00:00.000Z): 550 no such mailbox');
  }, 30_000);

  it('names the conditions that do not hold', async () => {
    const audience = [
      { subject: 'contact', attribute: 'role', operator: 'is', value: 'admin' },
      { subject: 'event', attribute: 'hours', operator: 'at_least', value: 2 },
    ];
    const program = {
      programId: 'choosy',
      name: 'Choosy',
      kind: 'transactional',
      touchpoint: 'choosy.x',
      surveyId: 'nps-renewal',
    };
    expect((await harness.call(service, 'POST', '/v1/programs', { ...program, audience })).status).toBe(201);
    expect((await harness.call(service, 'POST', '/v1/programs/choosy/activate')).status).toBe(200);
    await knownContacts(harness, contactSnapshot('boss', { role: 'admin' }));
    await happened('boss', 'choosy.x', { hours: 1 });
    const { decisions } = await why('boss');
    expect(decisions[0].missed).toEqual([audience[1]]);
    expect(decisions[0].words).toContain('what does not hold: event.hours at_least 2');
  }, 30_000);
});

describe('the ledger', () => {
  it('finds decisions by whatever is asked without reading all of them', async () => {
    await harness.database.query(`
      INSERT INTO survey_dispatch.decisions (decision_id, journey_event_id, journey_event_source, contact_id, account_id,
        touchpoint, program_id, outcome, reason, decided_at)
      SELECT (lpad(to_hex(ms), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid, 'old-' || n, '/crm', 'old-' || n % 30000,
        'acc-' || n % 3000, 'support.case_closed', 'after-support-case', CASE WHEN n % 2 = 0 THEN 'asked' ELSE 'suppressed' END,
        CASE WHEN n % 2 = 0 THEN 'within_contact_budget' WHEN n % 5001 = 0 THEN 'opted_out' ELSE 'contact_quarantine' END,
        to_timestamp(ms / 1000.0)
      FROM (SELECT n, ${clock.now().getTime() - 500 * DAY} + n * 1000::bigint AS ms FROM generate_series(1, 30000) n) made;
      ANALYZE survey_dispatch.decisions`);
    const planOf = async (condition: string) => {
      const rows = await source.query(
        `EXPLAIN SELECT * FROM decisions WHERE ${condition} ORDER BY decision_id DESC LIMIT 51`,
      );
      return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
    };
    for (const [condition, index] of [
      [`contact_id = 'old-17'`, 'decisions_contact'],
      [`journey_event_id = 'old-17'`, 'decisions_once'],
      [`account_id = 'acc-17'`, 'decisions_account'],
      [`outcome = 'deferred'`, 'decisions_rare'],
      [`reason = 'opted_out'`, 'decisions_rare_reason'],
      [`reason = 'contact_quarantine'`, 'decisions_pkey'],
      [`program_id = 'after-support-case'`, 'decisions_pkey'],
      [`decision_id < '01930000-0000-7000-8000-000000000000'`, 'decisions_pkey'],
    ])
      expect([condition, await planOf(condition!)]).toEqual([condition, expect.stringContaining(index!)]);
  }, 30_000);

  it('counts by reason for a period and a program', async () => {
    const at = (days: number) => encodeURIComponent(new Date(clock.now().getTime() - days * DAY).toISOString());
    const path = `/v1/decisions/summary?since=${at(500)}&until=${at(499)}&programId=after-support-case`;
    const { body } = await harness.call(service, 'GET', path);
    expect(body.counts[0]).toEqual({ outcome: 'asked', reason: 'within_contact_budget', count: 15_000 });
    const none = await harness.call(service, 'GET', path.replace('after-support-case', 'choosy'));
    expect(none.body).toMatchObject({ total: 0, counts: [] });
  });

  it('forgets what is older than it is kept, with ended invitations, and nothing that is not over', async () => {
    await harness.database.query(`
      INSERT INTO survey_dispatch.invitations (invitation_id, contact_id, survey_id, locale, state, due_at, expires_at,
        correlation_id, lineage)
      SELECT decision_id, contact_id, 'nps-renewal', 'en', (ARRAY['expired', 'opened', 'scheduled'])[1 + row_number], now(),
        now(), '', ''
      FROM (SELECT *, row_number() OVER (ORDER BY decision_id)::int - 1 AS row_number FROM survey_dispatch.decisions
        WHERE outcome = 'asked' ORDER BY decision_id LIMIT 3) oldest;
      UPDATE survey_dispatch.decisions SET outcome = 'deferred' WHERE decision_id IN (
        SELECT decision_id FROM survey_dispatch.decisions WHERE outcome = 'suppressed' ORDER BY decision_id LIMIT 1)`);
    const transactions = new Transactions(source, 1);
    const before = new Date(clock.now().getTime() - 400 * DAY);
    let steps = 0;
    while ((await transactions.run((transaction) => forgetDecisions(transaction, before))) > 0) steps++;
    // The service's own job takes part.
    expect(steps).toBeGreaterThan(1);
    const kept = await harness.database.query<{ outcome: string; state: string | null }>(
      `SELECT outcome, state FROM survey_dispatch.decisions d LEFT JOIN survey_dispatch.invitations i
         ON i.invitation_id = d.decision_id WHERE decided_at < $1 ORDER BY outcome, state`,
      [before],
    );
    expect(kept).toEqual([
      { outcome: 'asked', state: 'opened' },
      { outcome: 'asked', state: 'scheduled' },
      { outcome: 'deferred', state: null },
    ]);
    expect(await decisionsOf(harness, 'maria')).toHaveLength(2);
    expect(await harness.database.query(`SELECT 1 FROM survey_dispatch.invitations WHERE state = 'expired'`)).toEqual(
      [],
    );
  }, 60_000);
});
