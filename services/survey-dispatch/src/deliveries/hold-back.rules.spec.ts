import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { heldBack } from './hold-back.rules.js';

// A Tuesday, 22:30 in São Paulo.
const NIGHT = new Date('2026-07-01T01:30:00Z');
const POLICY = {
  sendingHours: { from: '09:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] },
  defaultTimeZone: 'UTC',
};
const CLAIMED = { channel: 'email', programState: 'active', timeZone: 'America/Sao_Paulo' } as ClaimedInvitation;

const untilOf = (change: object, policy = POLICY, now = NIGHT) =>
  heldBack({ ...CLAIMED, ...change }, policy, now)?.until.toISOString();

describe('heldBack', () => {
  it.each([
    ['the contact’s morning', {}, '2026-07-01T12:00:00.000Z'],
    ['the default zone’s, where none is known', { timeZone: null }, '2026-07-01T09:00:00.000Z'],
    ['nothing, where it waits in the app', { channel: 'in_app' }, undefined],
    ['its program to be active, as a reminder', { programState: 'paused', number: 1 }, '2026-07-01T01:45:00.000Z'],
    ['nobody, as a reminder of what is archived', { programState: 'archived', number: 1 }, '9999-12-31T00:00:00.000Z'],
    ['for its program, however long', { programState: 'paused' }, '9999-12-31T00:00:00.000Z'],
  ])('has a message wait for %s', (_, change, until) => {
    expect(untilOf(change)).toBe(until);
  });

  it('lets go what is within the hours, and everything where there are none', () => {
    expect(untilOf({}, POLICY, new Date('2026-07-01T15:00:00Z'))).toBeUndefined();
    expect(heldBack(CLAIMED, { ...POLICY, sendingHours: null }, NIGHT)).toBeUndefined();
    expect(untilOf({ programState: null }, POLICY, new Date('2026-07-01T15:00:00Z'))).toBeUndefined();
  });
});
