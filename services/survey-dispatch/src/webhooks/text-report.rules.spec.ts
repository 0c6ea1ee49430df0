import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { isSignedBySendgrid } from './sendgrid-signature.rules.js';
import { readTwilioStatus } from './twilio-report.rules.js';
import { isSignedByTwilio } from './twilio-signature.rules.js';

const ID = '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b';

describe('a status callback of Twilio', () => {
  it.each([
    [{ MessageStatus: 'delivered' }, { kind: 'delivered' }],
    [{ MessageStatus: 'read' }, { kind: 'opened' }],
    [
      { MessageStatus: 'undelivered', ErrorCode: '30005' },
      { kind: 'bounced', permanent: true },
    ],
    [
      { MessageStatus: 'failed', ErrorCode: '30003' },
      { kind: 'bounced', permanent: false, reason: 'SMS failed 30003' },
    ],
    [
      { MessageStatus: 'failed', ErrorCode: { $ne: 1 } },
      { kind: 'bounced', permanent: false, reason: 'SMS failed' },
    ],
  ])('says of %j', (form, report) => {
    expect(readTwilioStatus(`${ID}.2`, form)).toEqual([expect.objectContaining({ invitationId: ID, ...report })]);
  });

  it.each([
    [ID, { MessageStatus: 'queued' }],
    [ID, null],
    ['x', { MessageStatus: 'delivered' }],
  ])('leaves nothing where it says nothing of ours: %s %j', (id, form) => {
    expect(readTwilioStatus(id, form)).toEqual([]);
  });

  it('is believed with the signature of its address and of every field in order, and with no other', () => {
    const url = 'https://nps.example/hooks/sms/twilio/1';
    const form = { To: '+15550100', MessageStatus: 'delivered' };
    const signature = createHmac('sha1', 'token').update(`${url}MessageStatusdeliveredTo+15550100`).digest('base64');
    expect(isSignedByTwilio(url, form, { signature, token: 'token' })).toBe(true);
    expect(isSignedByTwilio(url, { ...form, MessageStatus: 'failed' }, { signature, token: 'token' })).toBe(false);
    expect(isSignedByTwilio(`${url}2`, form, { signature, token: 'token' })).toBe(false);
    expect(isSignedByTwilio(url, form, { signature: 'AA==', token: 'token' })).toBe(false);
  });
});

describe('a signed report of SendGrid', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const body = Buffer.from('[{"event":"open"}]\r\n');
  const signed = { timestamp: '1588788367', signature: '' };
  signed.signature = sign('sha256', Buffer.concat([Buffer.from(signed.timestamp), body]), privateKey).toString(
    'base64',
  );

  it('is believed byte by byte', () => {
    expect(isSignedBySendgrid(body, signed, key)).toBe(true);
    expect(isSignedBySendgrid(Buffer.from('[{"event":"open"}]'), signed, key)).toBe(false);
    expect(isSignedBySendgrid(body, { ...signed, timestamp: '1588788368' }, key)).toBe(false);
    expect(isSignedBySendgrid(body, { ...signed, signature: 'x' }, key)).toBe(false);
    expect(isSignedBySendgrid(body, signed, 'AAAA')).toBe(false);
  });
});
