import { type BudgetPolicy, DEFAULT_POLICY } from '../budget/budget-policy.rules.js';
import type { KnownContact } from '../decisions/decide.rules.js';
import { type ActiveProgram, inForce } from '../programs/active-program.rules.js';
import { type Happening, Replay } from './replay.rules.js';
import { Tally } from './tally.rules.js';
import { triedProgram } from './tried-program.rules.js';

const DAY = 86_400_000;
const START = Date.parse('2026-03-01T12:00:00Z');

const program = (programId: string, rest: Partial<ActiveProgram> = {}): ActiveProgram => ({
  ...triedProgram({
    ...{
      programId,
      name: programId,
      kind: 'transactional',
      touchpoint: programId,
      surveyId: 'nps',
      surveyVersion: null,
    },
    ...{ variants: [], audience: [], channels: ['email'], samplePercent: 100, holdoutPercent: 0, delaySeconds: 0 },
    ...{ deferDays: 7, expiryDays: 30, reminders: [], priority: 100, cadenceDays: null, daysBefore: [] },
  }),
  ...rest,
});
const contact = (contactId: string): KnownContact => ({
  ...{ contactId, accountId: 'acme', locale: 'en', timeZone: 'UTC', spread: 0, hasEmail: true, emailConsent: true },
  ...{ hasPhone: false, smsConsent: false, inAppConsent: false },
});
let ids = 0;
const event = (contactId: string, touchpoint: string, days: number): Happening => ({
  at: START + days * DAY,
  contact: contact(contactId),
  event: {
    id: `e-${String(ids++).padStart(4, '0')}`,
    source: '/crm',
    correlationId: '',
    lineage: '',
    data: { contactId, touchpoint, accountId: 'acme' },
  },
});

/** Replays, and says what became of each event in the end: `contact outcome reason`. */
function replay(
  happenings: Happening[],
  { programs, policy = {}, days = 100 }: { programs: ActiveProgram[]; policy?: Partial<BudgetPolicy>; days?: number },
  prepare: (replay: Replay) => void = () => {},
): { fates: string[]; tally: Tally } {
  const { programs: fired, relationships } = inForce(programs);
  const fates: string[] = [];
  const tally = new Tally();
  const circumstances = {
    programs: fired,
    relationships,
    policy: { ...DEFAULT_POLICY, ...policy },
    closedChannels: [],
  };
  const run = new Replay(circumstances, (fate) => {
    const { event, outcome, reason } = fate.decision;
    fates.push(`${event.data.contactId} ${outcome} ${reason}`);
    tally.addFate(fate);
  });
  prepare(run);
  run.play(happenings);
  run.end(START + days * DAY);
  return { fates, tally };
}

describe('a replay', () => {
  it('asks once in a window, and takes up what was deferred the moment it is released', () => {
    const { fates, tally } = replay([event('maria', 'a', 0), event('maria', 'a', 85), event('maria', 'a', 86)], {
      programs: [program('a', { deferDays: 30 })],
    });
    expect(fates).toEqual([
      'maria asked within_contact_budget',
      'maria asked within_contact_budget',
      'maria suppressed contact_quarantine',
    ]);
    expect(tally.counts().map(({ day }) => day)).toContain('2026-05-30');
    expect(tally.soFar().deferrals).toEqual({ asked: 1, suppressed: 1, waiting: 0 });
  });

  it('says of what still waits at the end that it is deferred', () => {
    const { fates, tally } = replay([event('maria', 'a', 0), event('maria', 'a', 85)], {
      programs: [program('a')],
      days: 88,
    });
    expect(fates).toEqual(['maria asked within_contact_budget', 'maria deferred contact_quarantine']);
    expect(tally.soFar().deferrals.waiting).toBe(1);
  });

  it('has the first priority of one event go first', () => {
    const programs = [
      program('late', { touchpoint: 'a', priority: 9 }),
      program('early', { touchpoint: 'a', priority: 1 }),
    ];
    const { tally } = replay([event('maria', 'a', 0)], { programs });
    expect(tally.totals()).toEqual([
      { programId: 'early', outcome: 'asked', reason: 'within_contact_budget', count: 1 },
      { programId: 'late', outcome: 'suppressed', reason: 'contact_quarantine', count: 1 },
    ]);
  });

  it('asks as many people of an account as its cap allows, of those of one moment the first priority first', () => {
    const programs = [program('low', { priority: 9, deferDays: 0 }), program('high', { priority: 1, deferDays: 0 })];
    const together = [event('ann', 'low', 0), event('bob', 'low', 0), event('cleo', 'high', 0)];
    const { fates } = replay(together, { programs, policy: { account: { people: 3, days: 30, reserved: 1 } } });
    expect(fates).toEqual([
      'ann asked within_contact_budget',
      'bob suppressed account_cap',
      'cleo asked within_contact_budget',
    ]);
  });

  it('counts asks from before, by their own window and account', () => {
    const programs = [program('a', { deferDays: 0 })];
    const policy = { allDays: 10, touchpointDays: 20, account: { people: 1, days: 30, reserved: 0 } };
    const { fates } = replay([event('maria', 'a', 12), event('tom', 'a', 12)], { programs, policy }, (run) =>
      run.recall({ contactId: 'maria', accountId: 'acme', scope: 'touchpoint', dueAt: START, lastAt: START }),
    );
    expect(fates).toEqual(['maria suppressed touchpoint_window', 'tom suppressed account_cap']);
  });

  it('has a reminder of an ask from before keep the contact', () => {
    const programs = [program('a', { deferDays: 0 })];
    const { fates } = replay([event('maria', 'a', 95)], { programs }, (run) =>
      run.recall({ contactId: 'maria', accountId: null, scope: 'relationship', dueAt: START, lastAt: START + 9 * DAY }),
    );
    expect(fates).toEqual(['maria suppressed contact_quarantine']);
  });

  it('never asks who is blocked', () => {
    const { fates } = replay([event('maria', 'a', 0)], { programs: [program('a')] }, (run) =>
      run.block('maria', 'opted_out'),
    );
    expect(fates).toEqual(['maria suppressed opted_out']);
  });
});
