import { DataSource } from 'typeorm';
import { contracts } from '#contracts';
import { type Logger, Transactions } from '#messaging';
import type { RunningService } from '#service-kit';
import { DAY, eventually, FakeClock, Harness, HOUR } from '#testing';
import { surveyDispatch } from '../app.module.js';
import { contactSnapshot, dispatchEnvironment, journeyEvent, knownContacts } from '../fixtures/dispatch.js';
import { PrepareDryRun } from './prepare-dry-run.action.js';
import { RunDry } from './run-dry.action.js';
import { RunDryRuns } from './run-dry-runs.job.js';

const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };
let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(surveyDispatch, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const DRAFT = {
  ...{ programId: 'tried', name: 'Tried', kind: 'transactional', touchpoint: 'dry.happened', surveyId: 'nps-renewal' },
};
const POLICY = {
  ...{ allDays: 30, relationshipDays: 30, touchpointDays: 30, relationshipReserveDays: 0, account: null },
  ...{ sendingHours: null, defaultTimeZone: 'UTC' },
};

interface Report {
  dryRunId: string;
  events: number;
  counts: { programId: string | null; outcome: string; reason: string; count: number; day: string }[];
  [field: string]: unknown;
}

async function reported(request: object): Promise<Report> {
  const { status, body } = await call('POST', '/v1/dry-runs', request);
  expect([status, body.state]).toEqual([202, 'waiting']);
  // Ids of one millisecond have no order.
  clock.advance(1);
  return eventually(async () => {
    const shown = await call('GET', `/v1/dry-runs/${body.dryRunId}`);
    expect(shown.body.state).toBe('finished');
    return shown.body;
  });
}

const of = ({ counts }: Report, programId: string) =>
  Object.fromEntries(
    counts
      .filter((it) => it.programId === programId)
      .map(({ outcome, reason, count }) => [`${outcome} ${reason}`, count]),
  );

async function happened(...contactIds: string[]): Promise<void> {
  const events = contactIds.map((id) => ({
    ...journeyEvent(id, clock.now(), 'dry.happened'),
    attributes: { size: 7 },
  }));
  const before = await harness.database.query('SELECT 1 FROM survey_dispatch.decisions');
  await harness.publish(contracts.journeyEventRecorded, ...events);
  await eventually(async () =>
    expect(await harness.database.query('SELECT 1 FROM survey_dispatch.decisions')).toHaveLength(
      before.length + events.length,
    ),
  );
}

describe('a dry run', () => {
  it('is refused where there is nothing to replay, or what is tried contradicts itself, field by field', async () => {
    const empty = await call('POST', '/v1/dry-runs', { days: 30 });
    expect(empty).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'days', reason: 'no journey event was recorded in the last 30 days' }] },
    });
    await knownContacts(harness, contactSnapshot('dry-1'), contactSnapshot('dry-2', { emailConsent: false }));
    await happened('dry-1', 'dry-2');
    clock.advance(HOUR);
    const fieldsOf = async (request: object) => {
      const { status, body } = await call('POST', '/v1/dry-runs', request);
      expect(status).toBe(400);
      return body.errors.map(({ field }: { field: string }) => field);
    };
    expect(await fieldsOf({ days: 0 })).toEqual(['days']);
    expect(await fieldsOf({ days: 30, programId: 'none' })).toEqual(['programId']);
    expect(await fieldsOf({ days: 30, programId: 'before-renewal', program: DRAFT })).toEqual(['programId']);
    expect(await fieldsOf({ days: 30, program: { ...DRAFT, surveyId: 'none', samplePercent: 0 } })).toEqual([
      'program.surveyId',
      'program.samplePercent',
    ]);
    expect(await fieldsOf({ days: 30, program: { ...DRAFT, kind: 'yearly' } })).toEqual(['program.kind']);
    expect(await fieldsOf({ days: 30, policy: { ...POLICY, allDays: 31 } })).toEqual([
      'policy.relationshipDays',
      'policy.touchpointDays',
    ]);
    expect((await call('GET', '/v1/dry-runs/018f0000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await call('POST', '/v1/dry-runs/018f0000-0000-7000-8000-000000000000/cancel')).status).toBe(404);
  }, 30_000);

  it('says what a program that is not there would have decided, beside what really was, and writes nothing else', async () => {
    await happened('dry-1');
    clock.advance(20 * DAY);
    await happened('dry-1');
    clock.advance(HOUR);
    const made = () => harness.database.query('SELECT * FROM survey_dispatch.decisions ORDER BY decision_id');
    const before = await made();
    const program = {
      ...DRAFT,
      deferDays: 20,
      audience: [{ subject: 'event', attribute: 'size', operator: 'at_least', value: 5 }],
    };
    const report = await reported({ days: 30, program, policy: POLICY });
    expect(of(report, 'tried')).toEqual({
      'asked within_contact_budget': 1,
      'suppressed contact_quarantine': 1,
      'suppressed no_email_consent': 1,
      'deferred contact_quarantine': 1,
    });
    expect(report).toMatchObject({
      events: 4,
      percent: 100,
      recorded: [{ programId: null, outcome: 'no_matching_program', reason: 'no_matching_program', count: 4 }],
      deferrals: { asked: 0, suppressed: 0, waiting: 1 },
      load: { asks: 1, busiestDay: '2026-03-01', busiestDayAsks: 1, maxToMean: 30 },
      recordedLoad: { asks: 0 },
      notes: [],
    });
    const path = `/v1/dry-runs/${report.dryRunId}/contacts`;
    const asked = await call('GET', `${path}?outcome=asked&programId=tried`);
    expect(asked.body).toEqual({
      items: [expect.objectContaining({ contactId: 'dry-1', reason: 'within_contact_budget' })],
      nextCursor: null,
    });
    const first = await call('GET', `${path}?limit=3`);
    const rest = await call('GET', `${path}?limit=3&cursor=${first.body.nextCursor}`);
    expect([first.body.items.length, rest.body.items.length, rest.body.nextCursor]).toEqual([3, 1, null]);
    expect(await made()).toEqual(before);
    expect(await harness.database.query('SELECT 1 FROM survey_dispatch.invitations')).toEqual([]);
  }, 30_000);

  it('asks by a cadence and before a date as if the draft had always been active, where nothing was recorded for it', async () => {
    const people = Array.from({ length: 40 }, (_, index) =>
      contactSnapshot(`member-${index}`, { accountId: 'globex' }),
    );
    await knownContacts(harness, ...people);
    const renewalDate = new Date(clock.now().getTime() + 20 * DAY).toISOString().slice(0, 10);
    await harness.publish(contracts.accountSnapshot, {
      ...{ accountId: 'globex', version: 1, lifecycle: 'active', renewalDate, updatedAt: '2026-01-01T00:00:00Z' },
    });
    await eventually(async () =>
      expect(await harness.database.query('SELECT 1 FROM survey_dispatch.accounts')).toHaveLength(1),
    );
    const relationship = { ...DRAFT, touchpoint: undefined, kind: 'relationship', cadenceDays: 30 };
    // Shorter windows: a cadence has to leave touchpoints some days.
    const policy = { ...POLICY, allDays: 5, touchpointDays: 5 };
    const yearly = await reported({ days: 30, program: relationship, policy });
    const asked = yearly.counts.filter(({ programId, outcome }) => programId === 'tried' && outcome === 'asked');
    // Everybody who may be asked: 40 members, and one of the two from before.
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBe(41);
    expect(Math.max(...asked.map(({ count }) => count))).toBeLessThan(8);
    const dated = { ...DRAFT, touchpoint: undefined, kind: 'account_date', daysBefore: [30] };
    const before = await reported({ days: 15, program: dated, policy: POLICY });
    expect(of(before, 'tried')).toEqual({ 'asked within_contact_budget': 40 });
    const unheard = await reported({ days: 30, program: { ...DRAFT, touchpoint: 'un.heard' }, policy: POLICY });
    expect(unheard.notes).toEqual([
      'program tried would have decided nothing: no journey event of touchpoint un.heard was recorded in this time',
    ]);
  }, 30_000);

  it('can be cancelled before it is over, and not after; the list has each of them, newest first', async () => {
    const listed = await call('GET', '/v1/dry-runs?limit=2');
    expect(listed.body.items).toHaveLength(2);
    expect(listed.body.items[0]).toMatchObject({ programId: 'tried', state: 'finished', days: 30 });
    const older = await call('GET', `/v1/dry-runs?cursor=${listed.body.nextCursor}`);
    expect(older.body.items.length).toBeGreaterThan(0);
    const { dryRunId } = listed.body.items[0];
    expect((await call('POST', `/v1/dry-runs/${dryRunId}/cancel`)).status).toBe(409);
    const { body } = await call('POST', '/v1/dry-runs', { days: 30 });
    const cancelled = await call('POST', `/v1/dry-runs/${body.dryRunId}/cancel`);
    // The job may have been quicker than the second call.
    if (cancelled.status === 200) expect(cancelled.body.state).toBe('cancelled');
    else expect(cancelled.status).toBe(409);
  }, 30_000);
});

describe('a dry run that is interrupted', () => {
  let source: DataSource;
  let transactions: Transactions;

  // Its own instance makes the steps, so that a step is where the test says.
  beforeAll(async () => {
    await harness.stopService(service);
    source = await new DataSource({
      type: 'postgres',
      url: harness.environment('survey-dispatch').DATABASE_URL!,
      poolSize: 3,
      extra: { options: '-c search_path=survey_dispatch' },
    }).initialize();
    transactions = new Transactions(source, 1);
    await harness.database.query(`
      INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, email_consent)
      SELECT 'many-' || n, 1, 'acc-' || n / 10, 'x@y.example', 'en', true FROM generate_series(1, 100001) n;
      INSERT INTO survey_dispatch.decisions (decision_id, journey_event_id, journey_event_source, contact_id, account_id,
        touchpoint, outcome, reason, decided_at)
      SELECT (lpad(to_hex(ms), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid, 'many-' || n, '/crm', 'many-' || n % 4000,
        'acc-' || n % 4000 / 10, 'dry.happened', 'no_matching_program', 'no_matching_program', to_timestamp(ms / 1000.0)
      FROM (SELECT n, ${clock.now().getTime()} - 20 * 86400000::bigint + n * 100000 AS ms FROM generate_series(1, 12000) n) made`);
  }, 60_000);
  afterAll(() => source?.destroy());

  const instance = () => {
    const prepare = new PrepareDryRun(transactions, { closedChannels: () => ['sms'] } as never);
    return new RunDryRuns(new RunDry(transactions, clock, prepare, silent));
  };
  const asked = async () => {
    const program = { ...DRAFT, surveyVersion: null, variants: [], audience: [], channels: ['email'], reminders: [] };
    const more = { samplePercent: 100, holdoutPercent: 0, delaySeconds: 0, deferDays: 7, expiryDays: 30, priority: 5 };
    const account = { people: 3, days: 30, reserved: 0 };
    const request = {
      days: 30,
      program: { ...program, ...more, cadenceDays: null, daysBefore: [] },
      policy: { ...POLICY, account },
    };
    const [row] = await harness.database.query<{ id: string }>(
      `INSERT INTO survey_dispatch.dry_runs (dry_run_id, request, asked_for_at) VALUES (gen_random_uuid(), $1, $2)
       RETURNING dry_run_id AS id`,
      [JSON.stringify(request), clock.now().toISOString()],
    );
    return row!.id;
  };
  const stateOf = async (id: string) => {
    const [row] = await harness.database.query<{
      state: string;
      percent: number;
      report: Report | null;
      slices: number;
    }>(
      `SELECT state, percent, report, (progress ->> 'slices')::int AS slices FROM survey_dispatch.dry_runs
       WHERE dry_run_id = $1`,
      [id],
    );
    return row!;
  };
  const toTheEnd = async (job: RunDryRuns) => {
    while (await job.run());
  };

  it('goes on after its last slice, on another instance, and says the same as one that never stopped', async () => {
    const whole = await asked();
    await toTheEnd(instance());
    const interrupted = await asked();
    const first = instance();
    while ((await stateOf(interrupted)).slices !== 1) expect(await first.run()).toBe(true);
    await first.run();
    expect(await stateOf(interrupted)).toMatchObject({ state: 'running', report: null });
    await first.onModuleDestroy();
    expect((await stateOf(interrupted)).state).toBe('waiting');
    await toTheEnd(instance());
    const { state, report } = await stateOf(interrupted);
    expect(state).toBe('finished');
    expect(report).toEqual((await stateOf(whole)).report);
    expect(report!.events).toBe(12_004);
    const named = await harness.database.query(
      `SELECT outcome, count(*)::int, count(DISTINCT journey_event_id)::int AS events FROM survey_dispatch.dry_run_contacts
       WHERE dry_run_id = $1 GROUP BY outcome ORDER BY outcome`,
      [interrupted],
    );
    expect(named).toContainEqual({ outcome: 'asked', count: 1000, events: 1000 });
  }, 60_000);

  it('is taken over when its instance is gone without a word, whose late step then changes nothing', async () => {
    const id = await asked();
    const lost = instance();
    await lost.run();
    await lost.run();
    const heir = instance();
    expect(await heir.run()).toBe(false);
    clock.advance(3 * 60_000);
    await toTheEnd(heir);
    const { report } = await stateOf(id);
    await toTheEnd(lost);
    expect(await stateOf(id)).toMatchObject({ state: 'finished', report });
  }, 60_000);

  it('ends within a page where it is cancelled', async () => {
    const id = await asked();
    const job = instance();
    await job.run();
    await harness.database.query(
      `UPDATE survey_dispatch.dry_runs SET state = 'cancelled', finished_at = now() WHERE dry_run_id = $1`,
      [id],
    );
    await toTheEnd(job);
    expect(await stateOf(id)).toMatchObject({ state: 'cancelled', report: null });
  }, 60_000);
});
