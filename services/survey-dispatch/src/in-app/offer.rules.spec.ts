import { offer } from './offer.rules.js';

const NOW = new Date('2026-06-30T12:00:00Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const offering = { attempts: 1, expiresAt: inDays(30), goesOn: true, waitDays: 7 };

describe('an invitation in the app', () => {
  it.each([
    [{}, 7],
    [{ goesOn: false }, 30],
    [{ expiresAt: inDays(3) }, 3],
  ])('with %j waits %d days', (change, days) => {
    expect(offer({ ...offering, ...change }, NOW)).toEqual({ kind: 'offered', until: inDays(days) });
  });

  it('is given up when it has waited', () => {
    expect(offer({ ...offering, attempts: 2 }, NOW)).toEqual({ kind: 'refused', reason: 'nobody came to the app' });
  });
});
