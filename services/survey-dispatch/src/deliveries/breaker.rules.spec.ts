import { verdictOf, waitForProbe } from './breaker.rules.js';

describe('an outcome', () => {
  it.each([
    [{ kind: 'accepted' } as const, 'works'],
    [{ kind: 'refused', reason: 'SMTP 550' } as const, 'works'],
    [{ kind: 'later', reason: 'ESOCKET' } as const, 'fails'],
    [{ kind: 'unclear', reason: 'ETIMEDOUT' } as const, 'fails'],
    [{ kind: 'expired' } as const, undefined],
    [{ kind: 'unsent' } as const, undefined],
  ])('%j says that its provider %p', (outcome, verdict) => {
    expect(verdictOf(outcome)).toBe(verdict);
  });
});

describe('waitForProbe', () => {
  it.each([
    [0, 1_000],
    [3, 8_000],
    [6, 60_000],
    [900, 60_000],
  ])('after %d failed probes is %d ms', (failed, milliseconds) => {
    expect(waitForProbe(failed)).toBe(milliseconds);
  });
});
