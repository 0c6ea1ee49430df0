import { readWidgetToken, signWidgetToken } from './widget-token.rules.js';

const SECRET = 'a-secret-for-links-of-32-characters';
const OLDER = 'the-secret-before-it-of-32-characters';
const NOW = new Date('2026-03-01T12:00:00Z');
const CLAIMS = { contactId: 'Zoë "the\u0000 tester" 😀', expiresAt: new Date('2026-03-01T13:00:00Z') };
const TOKEN = signWidgetToken(CLAIMS, SECRET);

describe('a widget token', () => {
  it('says whom it is for, in characters that need no escaping', () => {
    expect(TOKEN).toMatch(/^[\w.-]+$/);
    expect(readWidgetToken(TOKEN, [SECRET], NOW)).toEqual(CLAIMS);
    expect(readWidgetToken(signWidgetToken(CLAIMS, OLDER), [SECRET, OLDER], NOW)).toEqual(CLAIMS);
  });

  it('takes a contact id of any length that there is', () => {
    const long = { ...CLAIMS, contactId: '漢'.repeat(200) };
    expect(readWidgetToken(signWidgetToken(long, SECRET), [SECRET], NOW)).toEqual(long);
  });

  it.each([
    ['of another secret', signWidgetToken(CLAIMS, OLDER), NOW],
    ['whose time is over', TOKEN, CLAIMS.expiresAt],
    [
      'with another contact',
      TOKEN.replace(/\.[^.]+\./, `.${Buffer.from('["other",9999999999]').toString('base64url')}.`),
      NOW,
    ],
    ['with another signature', TOKEN.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')), NOW],
    ['that is cut', TOKEN.slice(0, -1), NOW],
    ['that is none', 'w1..', NOW],
    ['that is absent', undefined, NOW],
    ['that came twice', [TOKEN, TOKEN], NOW],
  ])('%s is worth nothing', (_, token, at) => {
    expect(readWidgetToken(token, [SECRET], at)).toBeUndefined();
  });
});
