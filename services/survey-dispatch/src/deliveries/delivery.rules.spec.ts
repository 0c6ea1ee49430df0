import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { afterAttempt, isLate, MAX_ATTEMPTS, obstacleTo, waitAfter } from './delivery.rules.js';

const NOW = new Date('2026-06-30T12:00:00Z');
const DAY_MS = 86_400_000;
const first = { attempts: 1, dueAt: NOW };

describe('afterAttempt', () => {
  it('marks an accepted mail sent', () => {
    expect(afterAttempt({ kind: 'accepted' }, first, NOW)).toEqual({ state: 'sent' });
  });

  it('never sends again what may have been delivered', () => {
    expect(afterAttempt({ kind: 'unclear', reason: 'lost' }, first, NOW)).toEqual({ state: 'unknown', reason: 'lost' });
  });

  it('spends no attempt on what was never tried', () => {
    expect(afterAttempt({ kind: 'unsent' }, first, NOW)).toEqual({ state: 'scheduled', dueAt: NOW, unspent: true });
  });

  it('gives up what is refused for good', () => {
    const outcome = { kind: 'refused', reason: 'SMTP 550' } as const;
    expect(afterAttempt(outcome, first, NOW)).toEqual({ state: 'failed', reason: 'SMTP 550' });
  });

  it('tries again later, and not for ever', () => {
    const outcome = { kind: 'later', reason: 'SMTP 451' } as const;
    const dueAt = new Date('2026-06-30T12:00:01Z');
    expect(afterAttempt(outcome, first, NOW)).toEqual({ state: 'scheduled', dueAt, reason: 'SMTP 451' });
    expect(afterAttempt(outcome, { ...first, attempts: MAX_ATTEMPTS }, NOW)).toMatchObject({ state: 'failed' });
  });
});

describe('isLate', () => {
  it.each([
    ['what goes out when it is due', 1, 0, false],
    ['what clocks may differ by', 1, 59, false],
    ['what waited for a server that was away', 1, 61, true],
    ['what was tried before', 2, 0, true],
  ])('says of %s', (_, attempts, seconds, late) => {
    const claimed = { attempts, dueAt: NOW } as ClaimedInvitation;
    expect(isLate({ claimed, at: new Date(NOW.getTime() + seconds * 1000) })).toBe(late);
  });
});

describe('waitAfter', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [5, 16_000],
    [11, 900_000],
    [MAX_ATTEMPTS, 900_000],
  ])('%d attempts is %d ms', (attempts, milliseconds) => {
    expect(waitAfter(attempts)).toBe(milliseconds);
  });

  it('adds up to about five days', () => {
    let total = 0;
    for (let attempts = 1; attempts < MAX_ATTEMPTS; attempts++) total += waitAfter(attempts);
    expect(total / DAY_MS).toBeGreaterThan(4.5);
    expect(total / DAY_MS).toBeLessThan(5.5);
  });
});

describe('obstacleTo', () => {
  const facts = {
    ...{ channel: 'email', email: 'a@acme.example', emailConsent: true, blocked: null },
    ...{ phone: '+15550100', smsConsent: true, inAppConsent: true, expiresAt: new Date(NOW.getTime() + 1) },
  };

  it.each([
    [{}, undefined],
    [{ emailConsent: false }, 'no_email_consent'],
    [{ blocked: 'bounced' }, 'bounced'],
    [{ email: null }, 'no_email_address'],
    [{ expiresAt: NOW }, 'expired'],
    [{ channel: 'sms', email: null, emailConsent: false }, undefined],
    [{ channel: 'sms', smsConsent: false }, 'no_sms_consent'],
    [{ channel: 'sms', phone: null }, 'no_phone'],
    [{ channel: 'in_app', inAppConsent: false }, 'no_in_app_consent'],
    [{ channel: 'handoff', email: null, phone: null }, undefined],
    [{ channel: 'handoff', blocked: 'opted_out' }, 'opted_out'],
  ])('sending with %j is %p', (change, obstacle) => {
    expect(obstacleTo({ ...facts, ...change }, NOW)).toBe(obstacle);
  });
});
