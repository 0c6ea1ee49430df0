import { caseDeadlines, casePriority } from './case.rules.js';

const friday = new Date('2026-01-09T15:00:00Z');

describe('casePriority', () => {
  it.each([
    [0, null, null, null, 'urgent'],
    [2, null, null, null, 'urgent'],
    [3, null, null, null, 'high'],
    [4, null, null, 'end_user', 'high'],
    [5, null, null, null, 'normal'],
    [6, 99_999, '2026-12-31', 'end_user', 'normal'],
    [6, 100_000, null, null, 'urgent'],
    [6, null, '2026-02-01', null, 'urgent'],
    [6, null, '2025-12-31', null, 'normal'],
    [6, null, null, 'decision_maker', 'high'],
    [6, null, null, 'executive_sponsor', 'high'],
  ])('a score of %i with revenue %p, renewal %p and role %p is %5$s', (score, arr, renewalDate, role, expected) => {
    expect(casePriority({ score, arr, renewalDate, role }, 100_000, friday)).toBe(expected);
  });
});

describe('caseDeadlines', () => {
  it('wants a first contact on the next business day and a resolution within five', () => {
    expect(caseDeadlines(friday)).toEqual({
      firstContactDueAt: new Date('2026-01-12T15:00:00Z'),
      resolutionDueAt: new Date('2026-01-16T15:00:00Z'),
    });
  });
});
