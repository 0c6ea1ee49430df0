import { firstIdAt } from './decision-id.rules.js';

describe('firstIdAt', () => {
  it.each([
    ['2026-03-01T12:00:00.123Z', '019ca945-0a7b-7000-8000-000000000000'],
    ['1970-01-01T00:00:00Z', '00000000-0000-7000-8000-000000000000'],
    ['1969-12-31T00:00:00Z', '00000000-0000-7000-8000-000000000000'],
  ])('of %s is %s', (moment, id) => {
    expect(firstIdAt(Date.parse(moment))).toBe(id);
  });
});
