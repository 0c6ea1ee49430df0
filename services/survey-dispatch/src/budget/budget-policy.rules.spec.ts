import { type BudgetPolicy, DEFAULT_POLICY, policyProblems } from './budget-policy.rules.js';

const yearly = [{ programId: 'r', cadenceDays: 180 }];
const office = { from: '09:00', to: '17:00', weekdays: [1] };

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
    const problems = policyProblems({ ...DEFAULT_POLICY, ...change }, yearly);
    expect(problems.map(({ field }) => field)).toEqual(fields);
  });
});
