import { chooseOwner } from './owner.rules.js';

describe('chooseOwner', () => {
  it.each([
    ['ana', 'enterprise-team', 'ana', 'account_owner'],
    ['', 'enterprise-team', 'enterprise-team', 'segment_queue'],
    [null, 'enterprise-team', 'enterprise-team', 'segment_queue'],
    [null, null, 'everybody', 'default_queue'],
  ])('of account owner %p and segment queue %p takes %s', (ownerCsm, segmentQueue, owner, ownerSource) => {
    expect(chooseOwner({ ownerCsm, segmentQueue, defaultQueue: 'everybody' })).toEqual({ owner, ownerSource });
  });
});
