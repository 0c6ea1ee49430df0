import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { signSurveyLink, verifySurveyLink } from './survey-link.rules.js';

const SECRET = 'a-secret-for-the-specs-only-0123';
const OLDER = 'the-secret-before-the-rotation-9';
const NOW = new Date('2026-03-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const CLAIMS = { invitationId: '018f2f60-7b1c-7c3e-9d2a-5b6c7d8e9f00', expiresAt: SECONDS + 3600 };
const TOKEN = signSurveyLink(CLAIMS, SECRET);

const claims = () =>
  fc.record({ invitationId: fc.uuid(), expiresAt: fc.integer({ min: SECONDS + 1, max: 2 ** 40 - 1 }) });

describe('a survey link', () => {
  it('gives back the claims it was signed with, in 56 URL-safe characters', () => {
    fc.assert(
      fc.property(claims(), (signed) => {
        const token = signSurveyLink(signed, SECRET);
        expect(token).toMatch(/^v1\.[\w-]{28}\.[\w-]{24}$/);
        expect(verifySurveyLink(token, [SECRET], NOW)).toEqual({ ok: true, claims: signed });
      }),
    );
  });

  it('is refused after any one character is replaced', () => {
    const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(claims(), fc.nat({ max: TOKEN.length - 1 }), printable, (signed, at, character) => {
        const token = signSurveyLink(signed, SECRET);
        fc.pre(token[at] !== character);
        expect(verifySurveyLink(token.slice(0, at) + character + token.slice(at + 1), [SECRET], NOW).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused after any one bit of its payload or signature is flipped', () => {
    const body = TOKEN.slice(3)
      .split('.')
      .map((part) => Buffer.from(part, 'base64url'));
    const verdicts = body.flatMap((bytes, part) =>
      Array.from({ length: bytes.length * 8 }, (_, bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const parts = body.map((other, index) => (index === part ? flipped : other).toString('base64url'));
        return verifySurveyLink(`v1.${parts.join('.')}`, [SECRET], NOW);
      }),
    );
    expect(verdicts).toHaveLength((21 + 18) * 8);
    expect(new Set(verdicts.map((verdict) => (verdict.ok ? 'ok' : verdict.reason)))).toEqual(new Set(['tampered']));
  });

  it('is refused, not thrown at, whatever text is presented', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(verifySurveyLink(text, [SECRET], NOW)).toEqual({ ok: false, reason: 'malformed' });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['another version', TOKEN.replace('v1', 'v2')],
    ['a missing signature', TOKEN.slice(0, 31)],
    ['a cut signature', TOKEN.slice(0, -1)],
    ['a line break at the end', `${TOKEN.slice(0, -1)}\n`],
    ['something appended', `${TOKEN}A`],
    ['plain base64 in place of base64url', `${TOKEN.slice(0, 10)}+${TOKEN.slice(11)}`],
    ['a long text', 'v1.'.repeat(100_000)],
  ])('is malformed with %s', (_, token) => {
    expect(verifySurveyLink(token, [SECRET], NOW)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('is tampered when another secret signed it', () => {
    const foreign = signSurveyLink(CLAIMS, 'the secret of somebody else, 32+');
    expect(verifySurveyLink(foreign, [SECRET, OLDER], NOW)).toEqual({ ok: false, reason: 'tampered' });
    expect(verifySurveyLink(TOKEN, [], NOW)).toEqual({ ok: false, reason: 'tampered' });
  });

  it('is tampered when the same secret signed it for another purpose', () => {
    const signed = TOKEN.slice(0, 31);
    const signature = createHmac('sha256', SECRET).update(signed).digest().subarray(0, 18).toString('base64url');
    expect(verifySurveyLink(`${signed}.${signature}`, [SECRET], NOW)).toEqual({ ok: false, reason: 'tampered' });
  });

  it('still opens with the older secret after a rotation', () => {
    const older = signSurveyLink(CLAIMS, OLDER);
    expect(verifySurveyLink(older, [SECRET, OLDER], NOW)).toEqual({ ok: true, claims: CLAIMS });
    expect(verifySurveyLink(older, [SECRET], NOW)).toEqual({ ok: false, reason: 'tampered' });
  });

  it.each([
    [0, false],
    [-1, true],
    [1, false],
  ])('%d s from its expiry is open: %p', (seconds, open) => {
    const verdict = verifySurveyLink(TOKEN, [SECRET], new Date((CLAIMS.expiresAt + seconds) * 1000));
    expect(verdict).toEqual(open ? { ok: true, claims: CLAIMS } : { ok: false, reason: 'expired' });
  });

  it('says tampered, not expired, when it is both', () => {
    const token = signSurveyLink({ ...CLAIMS, expiresAt: 0 }, OLDER);
    expect(verifySurveyLink(token, [SECRET], NOW)).toEqual({ ok: false, reason: 'tampered' });
  });

  it('spells the id in lower case', () => {
    const token = signSurveyLink({ ...CLAIMS, invitationId: CLAIMS.invitationId.toUpperCase() }, SECRET);
    expect(token).toBe(TOKEN);
  });

  it.each([
    ['an id that is no UUID', { ...CLAIMS, invitationId: 'inv-1' }, SECRET],
    ['half a second', { ...CLAIMS, expiresAt: 1.5 }, SECRET],
    ['a negative expiry', { ...CLAIMS, expiresAt: -1 }, SECRET],
    ['milliseconds beyond five bytes', { ...CLAIMS, expiresAt: 2 ** 40 }, SECRET],
    ['an empty secret', CLAIMS, ''],
    ['a short secret', CLAIMS, 'fifteen-letters'],
  ])('is never signed with %s', (_, broken, secret) => {
    expect(() => signSurveyLink(broken, secret)).toThrow(RangeError);
  });

  it('is never checked against an empty secret', () => {
    expect(() => verifySurveyLink(TOKEN, [''], NOW)).toThrow(RangeError);
  });
});
