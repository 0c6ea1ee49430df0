import { advocacyKind } from './advocacy-request.rules.js';

const now = new Date('2026-01-09T15:00:00Z');

describe('advocacyKind', () => {
  it.each([
    [null, null, null, null, 'review'],
    ['unheard-of', null, null, null, 'review'],
    ['acme', 'churned', 500_000, null, 'review'],
    ['acme', 'active', 500_000, '2026-02-01', 'review'],
    ['acme', 'active', 500_000, '2026-12-01', 'testimonial'],
    ['acme', 'active', 99_999, null, 'referral'],
    ['acme', 'active', null, null, 'referral'],
  ])('of account %p (%p, revenue %p, renewal %p) asks for a %s', (accountId, lifecycle, arr, renewalDate, kind) => {
    expect(advocacyKind({ accountId, lifecycle, arr, renewalDate }, 100_000, now)).toBe(kind);
  });
});
