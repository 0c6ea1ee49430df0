import { afterAttempt, MAX_ATTEMPTS, obstacleTo, waitAfter } from './delivery.rules.js';

const NOW = new Date('2026-06-30T12:00:00Z');
const DAY_MS = 86_400_000;

describe('afterAttempt', () => {
  it('marks an accepted mail sent', () => {
    expect(afterAttempt({ kind: 'accepted' }, 1, NOW)).toEqual({ state: 'sent' });
  });

  it('never sends again what may have been delivered', () => {
    expect(afterAttempt({ kind: 'unclear', reason: 'lost' }, 1, NOW)).toEqual({ state: 'unknown', reason: 'lost' });
  });

  it('gives up what is refused for good', () => {
    const outcome = { kind: 'refused', reason: 'SMTP 550' } as const;
    expect(afterAttempt(outcome, 1, NOW)).toEqual({ state: 'failed', reason: 'SMTP 550' });
  });

  it('tries again later, and not for ever', () => {
    const outcome = { kind: 'later', reason: 'SMTP 451' } as const;
    const dueAt = new Date('2026-06-30T12:00:01Z');
    expect(afterAttempt(outcome, 1, NOW)).toEqual({ state: 'scheduled', dueAt, reason: 'SMTP 451' });
    expect(afterAttempt(outcome, MAX_ATTEMPTS, NOW)).toMatchObject({ state: 'failed' });
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
  const facts = { email: 'a@acme.example', emailConsent: true, blocked: null, expiresAt: new Date(NOW.getTime() + 1) };

  it.each([
    [{}, undefined],
    [{ emailConsent: false }, 'no_email_consent'],
    [{ blocked: 'bounced' }, 'bounced'],
    [{ email: null }, 'no_email_address'],
    [{ expiresAt: NOW }, 'expired'],
  ])('sending with %j is %p', (change, obstacle) => {
    expect(obstacleTo({ ...facts, ...change }, NOW)).toBe(obstacle);
  });
});
