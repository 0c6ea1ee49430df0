import { type Response, scoreResponse } from './response.rules.js';

const response: Response = {
  responseId: 'r-1',
  revision: 1,
  score: 9,
  contactId: 'c-1',
  touchpoint: 'onboarding.completed',
  answeredAt: '2026-03-01T12:00:00Z',
};

describe('scoreResponse', () => {
  it('finds the category and the UTC day', () => {
    expect(scoreResponse({ ...response, answeredAt: '2026-03-01T23:30:00-02:00' })).toMatchObject({
      category: 'promoter',
      day: '2026-03-02',
      answeredAt: '2026-03-02T01:30:00.000Z',
    });
  });

  it.each([
    ['score', { score: 11 }],
    ['score', { score: -1 }],
    ['revision', { revision: 0 }],
    ['revision', { revision: 2 ** 31 }],
    ['answeredAt', { answeredAt: '2016-12-31T23:59:60Z' }],
    ['answeredAt', { answeredAt: '1969-12-31T23:59:59Z' }],
    ['answeredAt', { answeredAt: '9999-12-31T23:59:59-01:00' }],
    ['touchpoint', { touchpoint: 'x'.repeat(201) }],
    ['responseId', { responseId: 'x'.repeat(201) }],
  ])('names %s in the reason for refusing %j', (field, change) => {
    expect(scoreResponse({ ...response, ...change })).toEqual({ field, reason: expect.stringContaining(field) });
  });
});
