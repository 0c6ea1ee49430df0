import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { DAY, Harness } from '#testing';
import { type BudgetPolicy, DEFAULT_POLICY } from '../../services/survey-dispatch/src/budget/budget-policy.rules.js';
import { BudgetHistory, type MadeAsk, type MadeReminder } from './budget-history.js';
import { type Step, stepOf } from './budget-steps.js';
import { connectDispatcher } from './dispatchers.js';

// The usual run is short; BUDGET_HISTORIES=1000 makes the long one.
const HISTORIES = Number(process.env.BUDGET_HISTORIES ?? 100);
const PEOPLE = 4;

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
    -- What waits for long can be taken back, held and overtaken.
    UPDATE survey_dispatch.programs SET defer_days = 60, expiry_days = 365,
      delay_seconds = CASE program_id WHEN 'after-onboarding' THEN 15 * 86400 ELSE 0 END`);
}, 60_000);
afterAll(async () => {
  for (const source of sources ?? []) await source.destroy();
  await harness?.stop();
}, 30_000);

/** Lives a history with contacts of its own, and returns the asks and reminders that were made. */
async function live(policy: BudgetPolicy, steps: readonly Step[]) {
  await harness.database.query('DELETE FROM survey_dispatch.budget_policy');
  await harness.database.query('INSERT INTO survey_dispatch.budget_policy (policy, changed_at) VALUES ($1, now())', [
    JSON.stringify(policy),
  ]);
  await harness.database.query(`UPDATE survey_dispatch.programs SET state = 'active'`);
  const history = new BudgetHistory(`h${count++}`, { policy, sources, database: harness.database });
  await history.begin(PEOPLE);
  for (const it of steps) await history.happen(it);
  return { asks: await history.asks(), reminders: history.reminders, asksOfBlocked: await history.asksSinceBlocked() };
}

function checkGaps(asks: readonly MadeAsk[], days: number): void {
  for (const ofContact of Map.groupBy(asks, ({ contact }) => contact).values())
    for (const [index, ask] of ofContact.entries())
      for (const earlier of ofContact.slice(0, index))
        if (!wereTwoPeople(ask, earlier)) expect(ask.at - earlier.at).toBeGreaterThanOrEqual(days * DAY);
}

/** Whether both were sent before anybody knew that they were for one person. */
function wereTwoPeople({ sentTo }: MadeAsk, other: MadeAsk): boolean {
  return sentTo !== undefined && other.sentTo !== undefined && sentTo !== other.sentTo;
}

/** What is decided after a reminder keeps the window from it, whatever was taken back in between. */
function checkReminders(asks: readonly MadeAsk[], reminders: readonly MadeReminder[], days: number): void {
  for (const { contact, at, before } of reminders)
    for (const ask of asks)
      if (ask.contact === contact && !before.has(ask.invitationId))
        expect(Math.abs(ask.at - at)).toBeGreaterThanOrEqual(days * DAY);
}

function checkCap(asks: readonly MadeAsk[], people: number, days: number): void {
  for (const { at } of asks) {
    const within = asks.filter((other) => other.at >= at && other.at < at + days * DAY);
    expect(new Set(within.map(({ contact }) => contact)).size).toBeLessThanOrEqual(people);
  }
}

describe('the contact budget', () => {
  let asksOfAll = 0;
  let takenBack = 0;

  it(`is never exceeded, in ${HISTORIES} histories of events, duplicates, crashes, cancels, pauses, merges, reminders, clock steps and two dispatchers`, async () => {
    const never = fc.asyncProperty(
      policies,
      fc.array(stepOf(PEOPLE), { minLength: 4, maxLength: 30 }),
      async (policy, history) => {
        const { asks, reminders, asksOfBlocked } = await live(policy, history);
        asksOfAll += asks.length;
        takenBack += history.filter(({ kind }) => kind === 'cancel').length;
        expect(asksOfBlocked).toEqual([]);
        checkReminders(asks, reminders, policy.allDays);
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
    expect(takenBack).toBeGreaterThan(HISTORIES / 2);
  }, 1_200_000);
});
