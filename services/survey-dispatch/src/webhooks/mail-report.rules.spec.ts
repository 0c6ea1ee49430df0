import { invitationOfMail, withoutAddresses } from './mail-report.rules.js';
import { readSendgridEvents } from './sendgrid-report.rules.js';
import { readSesMessage } from './ses-report.rules.js';

const ID = '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b';

describe('invitationOfMail', () => {
  it.each([ID, `${ID}.2`, `<${ID}@acme.example>`, `<${ID}.5@acme.example>`, ID.toUpperCase()])('knows %s', (id) => {
    expect(invitationOfMail(id)).toBe(ID);
  });

  it.each(['', 'x', `${ID}x`, `${ID}; DROP`, 7, null, { id: ID }])('does not know %p', (id) => {
    expect(invitationOfMail(id)).toBeUndefined();
  });
});

describe('withoutAddresses', () => {
  it('leaves what a server says, and no address', () => {
    expect(withoutAddresses('550 5.1.1 <maria@acme.example>: user maria+x@acme.example\n unknown')).toBe(
      '550 5.1.1 <(address)>: user (address) unknown',
    );
    expect(withoutAddresses('x'.repeat(999))).toHaveLength(200);
  });
});

describe('a payload of SendGrid', () => {
  const smtp = { 'smtp-id': `<${ID}@acme.example>`, email: 'maria@acme.example' };

  it.each([
    [{ event: 'bounce', type: 'bounce', status: '5.1.1' }, 'bounced', true],
    [{ event: 'bounce', type: 'blocked', status: '4.7.1' }, 'bounced', false],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'bounced', false],
    [{ event: 'spamreport' }, 'complained', undefined],
    [{ event: 'delivered' }, 'delivered', undefined],
    [{ event: 'open' }, 'opened', undefined],
    [{ event: 'group_unsubscribe' }, 'unsubscribed', undefined],
  ])('says of %j: %s', (event, kind, permanent) => {
    const [report] = readSendgridEvents([{ ...smtp, ...event }]);
    expect([report?.invitationId, report?.kind, report?.permanent]).toEqual([ID, kind, permanent]);
    expect(JSON.stringify(report)).not.toContain('maria');
  });

  it.each([
    [[]],
    [{}],
    [null],
    ['x'],
    [[null, 3, { event: 'toString' }, { event: 'click', ...smtp }]],
    [[{ event: 'open' }]],
  ])('leaves nothing where it says nothing of ours: %j', (payload) => {
    expect(readSendgridEvents(payload)).toEqual([]);
  });
});

describe('a message of SES', () => {
  const mail = { tags: { invitation: [ID] }, destination: ['maria@acme.example'] };
  const headers = [{ name: 'Message-ID', value: `<${ID}.1@acme.example>` }];
  const bouncedRecipients = [{ emailAddress: 'maria@acme.example', status: '5.1.1' }];

  it('tells a permanent bounce from a passing one, by its tag or an original header', () => {
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients };
    const reason = 'Permanent General 5.1.1';
    const report = { invitationId: ID, kind: 'bounced', permanent: true, reason };
    expect(readSesMessage({ notificationType: 'Bounce', mail, bounce })).toEqual([report]);
    expect(readSesMessage({ eventType: 'Bounce', mail: { headers }, bounce })).toEqual([report]);
    const passing = readSesMessage({ eventType: 'Bounce', mail, bounce: { ...bounce, bounceType: 'Transient' } });
    expect(passing).toMatchObject([{ permanent: false }]);
  });

  it('tells complaints, deliveries and openings', () => {
    const complaint = { complaintFeedbackType: 'abuse' };
    expect(readSesMessage({ notificationType: 'Complaint', mail, complaint })).toEqual([
      { invitationId: ID, kind: 'complained', reason: 'abuse' },
    ]);
    expect(readSesMessage({ eventType: 'Delivery', mail })).toMatchObject([{ kind: 'delivered' }]);
    expect(readSesMessage({ eventType: 'Open', mail })).toMatchObject([{ kind: 'opened' }]);
  });

  it.each([
    null,
    'x',
    {},
    { eventType: 'Bounce' },
    { eventType: 'Send', mail },
    { eventType: 'Open', mail: { tags: 3 } },
  ])('leaves nothing where it says nothing of ours: %j', (message) => {
    expect(readSesMessage(message)).toEqual([]);
  });
});
