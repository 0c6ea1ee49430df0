import type { BudgetedProgram } from './budget-conflicts.rules.js';
import { type BudgetPolicy, DEFAULT_POLICY, policyProblems } from './budget-policy.rules.js';

const program = (programId: string, rest: Partial<BudgetedProgram>): BudgetedProgram => ({
  programId,
  kind: 'transactional',
  cadenceDays: null,
  daysBefore: [],
  deferDays: 7,
  asksEverybody: true,
  ...rest,
});
const yearly = program('r', { kind: 'relationship', cadenceDays: 180 });
const dated = program('d', { kind: 'account_date', daysBefore: [30, 120] });
const office = { from: '09:00', to: '17:00', weekdays: [1] };
const fieldsOf = (change: Partial<BudgetPolicy>, programs: BudgetedProgram[]) =>
  policyProblems({ ...DEFAULT_POLICY, ...change }, programs).map(({ field }) => field);

describe('policyProblems', () => {
  it.each<[string, Partial<BudgetPolicy>, string[]]>([
    ['the default', {}, []],
    ['a window shorter than the one over all', { touchpointDays: 30 }, ['touchpointDays']],
    ['a window longer than a cadence', { relationshipDays: 181 }, ['relationshipDays']],
    ['a reserve that leaves no day', { relationshipReserveDays: 180 }, ['relationshipReserveDays']],
    ['more reserved than there are', { account: { people: 3, days: 30, reserved: 4 } }, ['account.reserved']],
    ['hours that end before they begin', { sendingHours: { ...office, to: '08:00' } }, ['sendingHours.to']],
    ['a zone that nobody knows', { defaultTimeZone: 'Mars/Olympus' }, ['defaultTimeZone']],
    [
      'several at once',
      { allDays: 100, defaultTimeZone: '' },
      ['relationshipDays', 'touchpointDays', 'defaultTimeZone'],
    ],
  ])('of %s', (_, change, fields) => {
    expect(fieldsOf(change, [yearly])).toEqual(fields);
  });

  it.each<[string, Partial<BudgetPolicy>, BudgetedProgram[], string[]]>([
    ['a window that fits between two dates', { touchpointDays: 97 }, [dated], []],
    ['a window longer than the time between two dates', { touchpointDays: 98 }, [dated], ['touchpointDays']],
    ['days that leave a touchpoint one', { relationshipReserveDays: 89 }, [yearly, dated], []],
    [
      'days that leave a touchpoint none',
      { relationshipReserveDays: 90 },
      [yearly, dated],
      ['relationshipReserveDays'],
    ],
    [
      'the same, where some are not asked by the cadence',
      { relationshipReserveDays: 90 },
      [{ ...yearly, asksEverybody: false }, dated],
      [],
    ],
    [
      'a cap that is all reserved',
      { account: { people: 3, days: 30, reserved: 3 } },
      [yearly, dated],
      ['account.reserved'],
    ],
    ['the same, of relationship programs alone', { account: { people: 3, days: 30, reserved: 3 } }, [yearly], []],
  ])('of %s beside programs that are in force', (_, change, programs, fields) => {
    expect(fieldsOf(change, programs)).toEqual(fields);
  });

  it('names the programs that would be impossible', () => {
    const [problem] = policyProblems({ ...DEFAULT_POLICY, relationshipReserveDays: 90 }, [yearly, dated]);
    expect(problem!.reason).toBe('and allDays leave d no day beside r, which asks every 180 days');
  });
});
