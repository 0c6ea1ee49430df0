import { type Channel, channelsAfter, firstReachable, type Reach, whyUnreachable } from './channel.rules.js';

const NOBODY: Reach = {
  hasEmail: false,
  emailConsent: false,
  hasPhone: false,
  smsConsent: false,
  inAppConsent: false,
};
const mail = { hasEmail: true, emailConsent: true };
const phone = { hasPhone: true, smsConsent: true };
const first = (channels: Channel[], reach: Partial<Reach>, closed: Channel[] = []) =>
  firstReachable(channels, { ...NOBODY, ...reach }, closed);
const why = (channels: Channel[], reach: Partial<Reach>, closed: Channel[] = []) => {
  const { outcome, reason } = whyUnreachable(channels, { ...NOBODY, ...reach }, closed);
  return `${outcome} ${reason}`;
};

describe('firstReachable', () => {
  it.each<[string, Channel[], Partial<Reach>, Channel | undefined]>([
    ['the first one that reaches the contact', ['sms', 'email'], { ...mail, ...phone }, 'sms'],
    ['the next where a consent is missing', ['sms', 'email'], { ...mail, hasPhone: true }, 'email'],
    ['the next where an address is missing', ['email', 'sms'], { ...phone, emailConsent: true }, 'sms'],
    ['the product where the contact agreed to it', ['email', 'in_app'], { inAppConsent: true }, 'in_app'],
    ['a hand-off whatever is known of the contact', ['email', 'handoff'], {}, 'handoff'],
    ['none where nothing reaches the contact', ['email', 'sms', 'in_app'], {}, undefined],
  ])('is %s', (_, channels, reach, channel) => {
    expect(first(channels, reach)).toBe(channel);
  });

  it('passes over a channel that the installation is not set up for', () => {
    expect(first(['sms', 'email'], { ...mail, ...phone }, ['sms'])).toBe('email');
  });
});

describe('whyUnreachable', () => {
  it.each<[Channel[], Partial<Reach>, string]>([
    [['email'], { hasEmail: true }, 'suppressed no_email_consent'],
    [['email'], { emailConsent: true }, 'unreachable no_email_address'],
    [['email'], {}, 'suppressed no_email_consent'],
    [['sms'], { smsConsent: true }, 'unreachable no_phone'],
    [['sms', 'email'], { smsConsent: true, emailConsent: true }, 'unreachable no_phone+no_email_address'],
    [['email', 'in_app'], { emailConsent: true }, 'suppressed no_email_address+no_in_app_consent'],
  ])('of %j names what is missing', (channels, reach, told) => {
    expect(why(channels, reach)).toBe(told);
  });

  it('names a channel that is not set up', () => {
    expect(why(['sms'], phone, ['sms'])).toBe('unreachable sms_not_configured');
  });
});

describe('channelsAfter', () => {
  it('are those that come after the one that is tried first', () => {
    expect(channelsAfter(['email', 'sms', 'handoff'], 'email')).toEqual(['sms', 'handoff']);
    expect(channelsAfter(['email', 'sms', 'handoff'], 'sms')).toEqual(['handoff']);
    expect(channelsAfter(['email'], 'email')).toEqual([]);
  });
});
