import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { DAY, Harness, HOUR } from '#testing';
import { type BudgetPolicy, DEFAULT_POLICY } from '../../services/survey-dispatch/src/budget/budget-policy.rules.js';
import { blockContacts, countReminder } from '../../services/survey-dispatch/src/budget/count-contacting.query.js';
import { connectDispatcher, Dispatcher } from './dispatchers.js';

// The usual run is short; BUDGET_HISTORIES=1000 makes the long one.
const HISTORIES = Number(process.env.BUDGET_HISTORIES ?? 100);
const START = Date.parse('2026-03-01T12:00:00Z');
const PEOPLE = 4;
const TOUCHPOINTS = ['support.case_closed', 'onboarding.completed', 'renewal.upcoming', 'program:relationship'];

const happening = fc.record({
  who: fc.nat(PEOPLE - 1),
  touchpoint: fc.nat(TOUCHPOINTS.length - 1),
  // A few ids only: the same event comes again and again.
  id: fc.nat(15),
});
const batch = fc.array(happening, { minLength: 1, maxLength: 6 });
const dispatcher = fc.nat(1);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('both' as const), first: batch, second: batch }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('events' as const), dispatcher, events: batch }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deferred' as const), events: batch }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 40 * 24 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      dispatcher,
      hours: fc.integer({ min: -300, max: 300 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), dispatcher, events: batch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), dispatcher }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remind' as const), who: fc.nat(PEOPLE - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('block' as const), who: fc.nat(PEOPLE - 1) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const policies: fc.Arbitrary<BudgetPolicy> = fc
  .record({
    allDays: fc.integer({ min: 5, max: 60 }),
    more: fc.tuple(fc.nat(60), fc.nat(60)),
    relationshipReserveDays: fc.nat(10),
    account: fc.option(
      fc.record({ people: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 60 }), reserved: fc.nat(1) }),
    ),
    sendingHours: fc.option(fc.constant({ from: '09:00', to: '11:30', weekdays: [1, 2, 4] })),
  })
  .map(({ more: [relationship, touchpoint], ...policy }) => ({
    ...DEFAULT_POLICY,
    ...policy,
    relationshipDays: policy.allDays + relationship,
    touchpointDays: policy.allDays + touchpoint,
  }));

interface MadeAsk {
  readonly contact: string;
  readonly at: number;
  readonly relationship: boolean;
}

let harness: Harness;
let sources: DataSource[];
let count = 0;

beforeAll(async () => {
  harness = await Harness.start();
  sources = [await connectDispatcher(harness), await connectDispatcher(harness)];
  await harness.database.query(`
    INSERT INTO survey_dispatch.programs (program_id, name, touchpoint, survey_id, delay_seconds, expiry_days, priority,
      kind, state, cadence_days)
    VALUES ('relationship', 'R', 'program:relationship', 'nps-renewal', 0, 30, 5, 'relationship', 'active', 120);
    UPDATE survey_dispatch.programs SET defer_days = 60`);
}, 60_000);
afterAll(async () => {
  for (const source of sources ?? []) await source.destroy();
  await harness?.stop();
}, 30_000);

/** Lives a history with contacts of its own, and returns the asks that were made and who was blocked before them. */
async function live(policy: BudgetPolicy, history: readonly Step[]): Promise<MadeAsk[]> {
  const run = `h${count++}`;
  const nameOf = (who: number) => `${run}-${who}`;
  await harness.database.query(
    `INSERT INTO survey_dispatch.contacts (contact_id, version, account_id, email, locale, time_zone, email_consent)
     SELECT $1 || '-' || n, 1, $1, 'x@y.example', 'en', 'Asia/Kolkata', true FROM generate_series(0, $2::int - 1) n`,
    [run, PEOPLE],
  );
  await harness.database.query('DELETE FROM survey_dispatch.budget_policy');
  await harness.database.query('INSERT INTO survey_dispatch.budget_policy (policy, changed_at) VALUES ($1, now())', [
    JSON.stringify(policy),
  ]);
  const both = sources.map((source) => new Dispatcher(new Transactions(source, 1), new Date(START)));
  const eventsOf = (happenings: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[]) => {
    const events = happenings.map(({ who, touchpoint, id }) => ({
      id: `${run}-${id}-${who}-${touchpoint}`,
      ...{ source: '/crm', correlationId: run, lineage: '' },
      data: { contactId: nameOf(who), touchpoint: TOUCHPOINTS[touchpoint]! },
    }));
    return [...new Map(events.map((event) => [event.id, event])).values()];
  };
  for (const it of history) {
    if (it.kind === 'both')
      await Promise.all([both[0]!.decide(eventsOf(it.first)), both[1]!.decide(eventsOf(it.second))]);
    else if (it.kind === 'events') await both[it.dispatcher]!.decide(eventsOf(it.events));
    else if (it.kind === 'deferred')
      await Promise.all([both[0]!.takeUpDeferred(), both[1]!.takeUpDeferred(), both[0]!.decide(eventsOf(it.events))]);
    else if (it.kind === 'time') for (const { clock } of both) clock.advance(it.hours * HOUR);
    else if (it.kind === 'step') both[it.dispatcher]!.clock.advance(it.hours * HOUR);
    else if (it.kind === 'crash') await both[it.dispatcher]!.crash(eventsOf(it.events));
    else if (it.kind === 'restart') both[it.dispatcher]!.restart();
    else if (it.kind === 'remind')
      await both[0]!.run(async (transaction) => {
        await countReminder(transaction, [{ contactId: nameOf(it.who), at: both[0]!.clock.now() }]);
      });
    else await both[0]!.run((transaction) => blockContacts(transaction, [nameOf(it.who)], 'opted_out'));
    if (it.kind === 'block') await noteAsks(run, it.who);
  }
  await checkBlocked(run);
  const rows = await harness.database.query<{ contact: string; at: Date; program: string }>(
    `SELECT i.contact_id AS contact, i.due_at AS at, d.program_id AS program FROM survey_dispatch.invitations i
     JOIN survey_dispatch.decisions d ON d.decision_id = i.invitation_id WHERE d.account_id = $1 ORDER BY i.due_at`,
    [run],
  );
  return rows.map(({ contact, at, program }) => ({
    contact,
    at: at.getTime(),
    relationship: program === 'relationship',
  }));
}

const asksWhenBlocked = new Map<string, number>();
const asksOf = async (contactId: string) =>
  (await harness.database.query('SELECT 1 FROM survey_dispatch.invitations WHERE contact_id = $1', [contactId])).length;

async function noteAsks(run: string, who: number): Promise<void> {
  const contactId = `${run}-${who}`;
  if (!asksWhenBlocked.has(contactId)) asksWhenBlocked.set(contactId, await asksOf(contactId));
}

async function checkBlocked(run: string): Promise<void> {
  for (const [contactId, asks] of asksWhenBlocked)
    if (contactId.startsWith(`${run}-`)) expect(await asksOf(contactId)).toBe(asks);
  asksWhenBlocked.clear();
}

function checkGaps(asks: readonly MadeAsk[], days: number): void {
  for (const ofContact of Map.groupBy(asks, ({ contact }) => contact).values())
    for (const [index, ask] of ofContact.slice(1).entries())
      expect(ask.at - ofContact[index]!.at).toBeGreaterThanOrEqual(days * DAY);
}

function checkCap(asks: readonly MadeAsk[], people: number, days: number): void {
  for (const { at } of asks) {
    const within = asks.filter((other) => other.at >= at && other.at < at + days * DAY);
    expect(new Set(within.map(({ contact }) => contact)).size).toBeLessThanOrEqual(people);
  }
}

describe('the contact budget', () => {
  let asksOfAll = 0;

  it(`is never exceeded, in ${HISTORIES} histories of events, duplicates, crashes, clock steps and two dispatchers`, async () => {
    const never = fc.asyncProperty(
      policies,
      fc.array(step, { minLength: 4, maxLength: 25 }),
      async (policy, history) => {
        const asks = await live(policy, history);
        asksOfAll += asks.length;
        checkGaps(asks, policy.allDays);
        checkGaps(
          asks.filter(({ relationship }) => relationship),
          policy.relationshipDays,
        );
        checkGaps(
          asks.filter(({ relationship }) => !relationship),
          policy.touchpointDays,
        );
        if (policy.account) checkCap(asks, policy.account.people, policy.account.days);
      },
    );
    await fc.assert(never, { numRuns: HISTORIES, seed: 20260301, endOnFailure: false });
    // A budget that asks nobody would not be exceeded either.
    expect(asksOfAll).toBeGreaterThan(HISTORIES);
  }, 1_200_000);
});
