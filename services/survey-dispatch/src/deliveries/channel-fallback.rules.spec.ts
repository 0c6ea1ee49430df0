import { nextChannel } from './channel-fallback.rules.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';

const claimed = {
  channel: 'sms',
  fallbackChannels: ['email', 'in_app', 'handoff'],
  email: 'a@acme.example',
  emailConsent: true,
  phone: '+5511987654321',
  smsConsent: true,
  inAppConsent: true,
  blocked: null,
} as unknown as ClaimedInvitation;

describe('nextChannel', () => {
  it.each([
    [{}, 'email', ['in_app', 'handoff']],
    [{ emailConsent: false }, 'in_app', ['handoff']],
    [{ email: null, inAppConsent: false }, 'handoff', []],
    [{ fallbackChannels: ['handoff'] }, 'handoff', []],
  ])('of a contact with %j is %s, and %j are left', (change, channel, fallbackChannels) => {
    expect(nextChannel({ ...claimed, ...change })).toEqual({ channel, fallbackChannels });
  });

  it.each([
    [{ fallbackChannels: [] }],
    [{ blocked: 'opted_out' }],
    [{ fallbackChannels: ['email'], email: null }],
    [{ fallbackChannels: ['email', 'in_app'], emailConsent: false, inAppConsent: false }],
  ])('is none with %j', (change) => {
    expect(nextChannel({ ...claimed, ...change })).toBeUndefined();
  });
});
