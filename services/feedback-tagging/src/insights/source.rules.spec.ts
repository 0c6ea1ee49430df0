import { dayOf } from './source.rules.js';

const response = { responseId: 'r-1', revision: 1, answeredAt: '2026-03-01T23:30:00-02:00' };

describe('dayOf', () => {
  it('is the UTC day of the answer', () => {
    expect(dayOf(response)).toBe('2026-03-02');
  });

  it.each([
    ['revision', { revision: 0 }],
    ['revision', { revision: 2 ** 31 }],
    ['responseId', { responseId: 'x'.repeat(201) }],
    ['answeredAt', { answeredAt: '2016-12-31T23:59:60Z' }],
    ['answeredAt', { answeredAt: '0001-01-01T00:00:00Z' }],
  ])('names %s in the reason for refusing %j', (field, change) => {
    expect(dayOf({ ...response, ...change })).toEqual({ field, reason: expect.stringContaining(field) });
  });
});
