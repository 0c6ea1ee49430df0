import { isLarge, renewsSoon } from './account.rules.js';

const now = new Date('2026-01-09T15:00:00Z');

describe('renewsSoon', () => {
  it.each([
    [null, false],
    ['2026-01-08', false],
    ['2026-01-09', true],
    ['2026-04-09', true],
    ['2026-04-10', false],
  ])('a renewal on %s counts as near: %s', (renewalDate, expected) => {
    expect(renewsSoon({ renewalDate }, now)).toBe(expected);
  });
});

describe('isLarge', () => {
  it.each([
    [null, false],
    [99_999.99, false],
    [100_000, true],
  ])('revenue of %s makes an account large: %s', (arr, expected) => {
    expect(isLarge({ arr }, 100_000)).toBe(expected);
  });
});
