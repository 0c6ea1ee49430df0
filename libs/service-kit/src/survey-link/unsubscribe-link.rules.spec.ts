import { signSurveyLink } from './survey-link.rules.js';
import { signUnsubscribeLink, verifyUnsubscribeLink } from './unsubscribe-link.rules.js';

const ID = '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b';
const SECRET = 'a-secret-for-links-of-32-characters';

describe('an unsubscribe link', () => {
  const token = signUnsubscribeLink(ID, SECRET);

  it('names its invitation, also under a secret that was replaced', () => {
    expect(verifyUnsubscribeLink(token, [SECRET])).toBe(ID);
    expect(verifyUnsubscribeLink(token, ['another-secret-of-at-least-32-chars', SECRET])).toBe(ID);
  });

  it.each([
    ['another secret', token, 'another-secret-of-at-least-32-chars'],
    ['another invitation', `${'0'.repeat(32)}${token.slice(32)}`, SECRET],
    ['the token of a survey link', signSurveyLink({ invitationId: ID, expiresAt: 2_000_000_000 }, SECRET), SECRET],
    ['something glued to it', `${token}x`, SECRET],
    ['nothing', '', SECRET],
  ])('is worth nothing with %s', (_, presented, secret) => {
    expect(verifyUnsubscribeLink(presented, [secret])).toBeUndefined();
  });
});
