import { isFollowedUp } from './exclusion.rules.js';

describe('isFollowedUp', () => {
  it.each([
    [{ category: 'detractor' }, null, true],
    [{ category: 'promoter' }, 'acme', true],
    [{ category: 'detractor', historic: true }, 'acme', false],
    [{ category: 'detractor', state: 'excluded' }, 'acme', false],
    [{ category: 'detractor', state: 'set_aside' }, 'acme', false],
    [{ category: 'detractor', anonymous: true }, null, false],
    [{ category: 'detractor', anonymous: true }, 'acme', true],
    [{ category: 'promoter', anonymous: true }, 'acme', false],
  ])('of %j at the account %p is %p', (scored, accountId, expected) => {
    expect(isFollowedUp(scored, accountId)).toBe(expected);
  });
});
