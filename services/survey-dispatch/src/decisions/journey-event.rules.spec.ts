import { occurredAtProblem } from './journey-event.rules.js';

const NOW = Date.parse('2026-06-30T12:00:00Z');

describe('occurredAtProblem', () => {
  it.each([
    ['2026-06-30T12:00:00Z', undefined],
    ['2026-06-30T12:05:00Z', undefined],
    ['2026-06-30T14:04:00+02:00', undefined],
    ['2026-06-30T12:05:00.001Z', 'occurredAt is in the future'],
    ['2026-05-31T12:00:00Z', undefined],
    ['2026-05-31T11:59:59.999Z', 'occurredAt is more than 30 days ago'],
    ['2026-06-31T99:00:00Z', 'occurredAt is no moment'],
  ])('of %s is %p', (occurredAt, problem) => {
    expect(occurredAtProblem(occurredAt, NOW)).toBe(problem);
  });
});
