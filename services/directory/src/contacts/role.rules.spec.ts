import { KNOWN_ROLES, roleOf } from './role.rules.js';

describe('roleOf', () => {
  it.each([
    ['End User', 'end_user'],
    ['  Decision-Maker ', 'decision_maker'],
    ['Administrator', 'admin'],
    ['executive', 'executive_sponsor'],
    ['Data Steward', 'data_steward'],
  ])('keeps %j as %j', (text, role) => {
    expect(roleOf(text)).toBe(role);
  });

  it('leaves every known role as it is', () => {
    expect(KNOWN_ROLES.map(roleOf)).toEqual([...KNOWN_ROLES]);
  });
});
