import { headersOf } from './mail-headers.rules.js';

const ID = '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b';

describe('the headers of a mail', () => {
  const mail = { invitationId: ID, unsubscribeLink: 'https://nps.example/u/x' };

  it('let its receiver opt out by one click (RFC 8058)', () => {
    expect(headersOf(mail, 'mail.example')).toEqual({
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': '<https://nps.example/u/x>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'X-Rapport-Invitation': ID,
    });
  });

  it.each([
    ['email-smtp.eu-west-1.amazonaws.com', 'X-SES-MESSAGE-TAGS', `invitation=${ID}`],
    ['smtp.sendgrid.net', 'X-SMTPAPI', `{"unique_args":{"invitation_id":"${ID}"}}`],
  ])('tell %s which invitation it is', (host, name, value) => {
    expect(headersOf(mail, host)[name]).toBe(value);
  });
});
