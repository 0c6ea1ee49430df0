import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { type Logger, Transactions } from '#messaging';
import { Harness, HOUR } from '#testing';
import { type BudgetPolicy, DEFAULT_POLICY } from '../../services/survey-dispatch/src/budget/budget-policy.rules.js';
import { PrepareDryRun } from '../../services/survey-dispatch/src/dry-runs/prepare-dry-run.action.js';
import { RunDry } from '../../services/survey-dispatch/src/dry-runs/run-dry.action.js';
import { connectDispatcher, Dispatcher } from './dispatchers.js';

const HISTORIES = Number(process.env.DRY_RUN_HISTORIES ?? 25);
const START = Date.parse('2026-03-01T12:00:00Z');
const CONTACTS = 6;
const TOUCHPOINTS = ['support.case_closed', 'onboarding.completed', 'renewal.upcoming', 'program:relationship', 'x.y'];

const happening = fc.record({
  who: fc.nat(CONTACTS),
  touchpoint: fc.nat(TOUCHPOINTS.length - 1),
  hours: fc.nat(5),
  /** Now and then somebody acts for another account. */
  elsewhere: fc.nat(9).map((n) => n === 0),
});
const chunk = fc.record({
  hours: fc.integer({ min: 1, max: 20 * 24 }),
  events: fc.array(happening, { minLength: 1, maxLength: 5 }),
});
const policies: fc.Arbitrary<BudgetPolicy> = fc
  .record({
    allDays: fc.integer({ min: 3, max: 40 }),
    more: fc.tuple(fc.nat(30), fc.nat(30)),
    relationshipReserveDays: fc.nat(10),
    account: fc.option(
      fc.record({ people: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 40 }), reserved: fc.nat(1) }),
    ),
    sendingHours: fc.option(fc.constant({ from: '09:00', to: '11:30', weekdays: [1, 2, 4] })),
  })
  .map(({ more: [relationship, touchpoint], ...policy }) => ({
    ...DEFAULT_POLICY,
    ...policy,
    relationshipDays: policy.allDays + relationship,
    touchpointDays: policy.allDays + touchpoint,
  }));

const config = { closedChannels: () => ['sms'] } as never;
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };
let harness: Harness;
let source: DataSource;
let count = 0;

beforeAll(async () => {
  harness = await Harness.start();
  source = await connectDispatcher(harness);
  await harness.database.query(`
    INSERT INTO survey_dispatch.programs (program_id, name, touchpoint, survey_id, delay_seconds, expiry_days, priority,
      kind, state, cadence_days)
    VALUES ('relationship', 'R', 'program:relationship', 'nps-renewal', 0, 30, 5, 'relationship', 'active', 120),
      ('second', 'S', 'support.case_closed', 'nps-renewal', 7200, 30, 7, 'transactional', 'active', NULL);
    UPDATE survey_dispatch.programs SET defer_days = 25 WHERE program_id <> 'after-onboarding';
    UPDATE survey_dispatch.programs SET sample_percent = 70, holdout_percent = 20 WHERE program_id = 'after-onboarding';
    UPDATE survey_dispatch.programs SET audience = '[{"subject": "event", "attribute": "hours", "operator": "at_least",
      "value": 2}]' WHERE program_id = 'before-renewal'`);
}, 60_000);
afterAll(async () => {
  await source?.destroy();
  await harness?.stop();
}, 30_000);

/** Decides a history for real, with what was deferred taken up the moment it is released. */
async function live(
  policy: BudgetPolicy,
  history: readonly (typeof chunk extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const run = `d${count++}`;
  const tables = 'decisions, invitations, contact_budget, account_budget, deferred_asks, budget_policy';
  await harness.database.query(
    `TRUNCATE ${tables
      .split(', ')
      .map((table) => `survey_dispatch.${table}`)
      .join(', ')};
     DELETE FROM survey_dispatch.contacts`,
  );
  // The last of the contacts is not known.
  await harness.database.query(
    `INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, time_zone, email_consent)
     SELECT $1 || '-' || n, 1, nullif('acc-' || n / 3, 'acc-1'), CASE WHEN n <> 4 THEN 'x@y.example' END, 'en',
       'Asia/Kolkata', true FROM generate_series(0, $2::int - 1) n`,
    [run, CONTACTS],
  );
  await harness.database.query('INSERT INTO survey_dispatch.budget_policy (policy, changed_at) VALUES ($1, now())', [
    JSON.stringify(policy),
  ]);
  const dispatcher = new Dispatcher(new Transactions(source, 1), new Date(START));
  const until = async (time: number) => {
    for (;;) {
      const [next] = await harness.database.query<{ at: Date | null }>(
        'SELECT min(release_at) AS at FROM survey_dispatch.deferred_asks',
      );
      const at = next?.at?.getTime() ?? Number.POSITIVE_INFINITY;
      dispatcher.clock.advance(Math.min(at, time) - dispatcher.clock.now().getTime());
      if (at > time) return;
      await dispatcher.takeUpDeferred();
    }
  };
  for (const [index, { hours, events }] of history.entries()) {
    await until(dispatcher.clock.now().getTime() + hours * HOUR);
    await dispatcher.decide(
      events.map(({ who, touchpoint, hours: taken, elsewhere }, place) => ({
        id: `${run}-${String(index).padStart(3, '0')}-${place}`,
        ...{ source: '/crm', correlationId: run, lineage: '' },
        data: {
          contactId: `${run}-${who}`,
          touchpoint: TOUCHPOINTS[touchpoint]!,
          attributes: { hours: taken },
          ...(elsewhere && { accountId: 'acc-0' }),
        },
      })),
    );
  }
  await until(dispatcher.clock.now().getTime() + HOUR);
  return dispatcher.clock;
}

/** Tries the programs and the policy that are in force over everything that was recorded. */
async function tryDry(clock: Dispatcher['clock'], policy: BudgetPolicy): Promise<string[]> {
  const transactions = new Transactions(source, 1);
  const runDry = new RunDry(transactions, clock, new PrepareDryRun(transactions, config), silent);
  await harness.database.query('DELETE FROM survey_dispatch.dry_runs');
  await harness.database.query(
    `INSERT INTO survey_dispatch.dry_runs (dry_run_id, request, asked_for_at) VALUES (gen_random_uuid(), $1, $2)`,
    [JSON.stringify({ days: 365, policy }), clock.now().toISOString()],
  );
  while (await runDry.step());
  const [run] = await harness.database.query<{ state: string }>('SELECT state FROM survey_dispatch.dry_runs');
  expect(run).toEqual({ state: 'finished' });
  return linesOf('dry_run_contacts');
}

async function linesOf(table: string): Promise<string[]> {
  const rows = await harness.database.query<{ line: string }>(
    `SELECT concat_ws(' ', journey_event_id, contact_id, program_id, outcome, reason) AS line FROM survey_dispatch.${table}`,
  );
  return rows.map(({ line }) => line).sort();
}

describe('a dry run of what is in force', () => {
  const seen = new Set<string>();

  it(`says of ${HISTORIES} histories exactly what was decided, whoever was asked, deferred or suppressed`, async () => {
    const alike = fc.asyncProperty(
      policies,
      fc.array(chunk, { minLength: 4, maxLength: 14 }),
      async (policy, history) => {
        const clock = await live(policy, history);
        const decided = await linesOf('decisions');
        for (const line of decided) seen.add(line.split(' ').at(-1)!);
        // One millisecond later: the last moment is part of it.
        clock.advance(1);
        expect(await tryDry(clock, policy)).toEqual(decided);
      },
    );
    await fc.assert(alike, { numRuns: HISTORIES, seed: 20260302, endOnFailure: true });
    for (const reason of ['within_contact_budget', 'contact_quarantine', 'account_cap', 'audience_mismatch', 'holdout'])
      expect(seen).toContain(reason);
  }, 600_000);
});
