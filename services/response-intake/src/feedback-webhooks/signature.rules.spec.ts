import { createHmac } from 'node:crypto';
import { isSigned } from './signature.rules.js';
import type { Signature } from './webhook.rules.js';

const body = Buffer.from('{"text": "é – 3 spaces   "}');
const secret = 'a-secret-of-the-sender';
const now = new Date('2026-03-01T12:00:00Z');
const hmac = (content: string, encoding: 'hex' | 'base64', key = secret) =>
  createHmac('sha256', key).update(content).digest(encoding);
const check = (signature: Signature, headers: Record<string, string>, secrets = [secret], bytes = body) =>
  isSigned({ headers, body: bytes }, signature, secrets, now);

describe('a signature over the body', () => {
  const github: Signature = {
    scheme: 'hmac-sha256',
    header: 'X-Hub-Signature-256',
    prefix: 'sha256=',
    encoding: 'hex',
  };
  const signed = { 'x-hub-signature-256': `sha256=${hmac(body.toString(), 'hex')}` };

  it('fits the bytes that were signed, in whatever case its digits are', () => {
    expect(check(github, signed)).toBe(true);
    expect(check(github, { 'x-hub-signature-256': `sha256=${hmac(body.toString(), 'hex').toUpperCase()}` })).toBe(true);
  });

  it.each([
    ['another secret', { 'x-hub-signature-256': `sha256=${hmac(body.toString(), 'hex', 'another')}` }],
    ['another body', { 'x-hub-signature-256': `sha256=${hmac('{}', 'hex')}` }],
    ['no prefix', { 'x-hub-signature-256': hmac(body.toString(), 'hex') }],
    ['a part of it', { 'x-hub-signature-256': `sha256=${hmac(body.toString(), 'hex').slice(0, 32)}` }],
    ['nothing', { 'x-hub-signature-256': 'sha256=' }],
    ['no header', {}],
    ['another header', { 'x-hub-signature': signed['x-hub-signature-256'] }],
  ])('does not fit with %s', (_, headers) => {
    expect(check(github, headers as Record<string, string>)).toBe(false);
  });

  it('does not fit a body that differs in a space', () => {
    expect(check(github, signed, [secret], Buffer.from(body.toString().replace('   ', '  ')))).toBe(false);
  });

  it('fits with any of the secrets that hold, and with none where none holds', () => {
    expect(check(github, signed, ['new', secret])).toBe(true);
    expect(check(github, signed, [])).toBe(false);
  });
});

describe('a signature over a moment and the body', () => {
  const zendesk: Signature = {
    scheme: 'hmac-sha256',
    header: 'x-signature',
    encoding: 'base64',
    timestampHeader: 'x-timestamp',
    signedContent: '{timestamp}{body}',
  };
  const at = (timestamp: string) => ({
    'x-signature': hmac(timestamp + body.toString(), 'base64'),
    'x-timestamp': timestamp,
  });

  it.each(['2026-03-01T12:00:00Z', '2026-03-01T11:55:00Z', '2026-03-01T12:05:00Z', '1772366400', '1772366400000'])(
    'fits at %s',
    (timestamp) => {
      expect(check(zendesk, at(timestamp))).toBe(true);
    },
  );

  it.each(['2026-03-01T11:54:59Z', '2026-03-01T12:05:01Z', '1772366099', 'now', ''])(
    'is refused at %j',
    (timestamp) => {
      expect(check(zendesk, at(timestamp))).toBe(false);
    },
  );

  it('does not fit another moment than was signed, or none', () => {
    expect(check(zendesk, { ...at('1772366400'), 'x-timestamp': '1772366401' })).toBe(false);
    expect(check(zendesk, { 'x-signature': at('1772366400')['x-signature'] })).toBe(false);
  });

  it('may be over another form of both', () => {
    const slack: Signature = { ...zendesk, prefix: 'v0=', encoding: 'hex', signedContent: 'v0:{timestamp}:{body}' };
    const headers = { 'x-signature': `v0=${hmac(`v0:1772366400:${body}`, 'hex')}`, 'x-timestamp': '1772366400' };
    expect(check(slack, headers)).toBe(true);
  });
});

describe('a token or a password', () => {
  const token: Signature = { scheme: 'shared-token', header: 'X-Webhook-Token' };
  const basic: Signature = { scheme: 'basic', username: 'rapport' };
  const password = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  it.each([
    [token, { 'x-webhook-token': secret }, true],
    [token, { 'x-webhook-token': `${secret} ` }, false],
    [token, { 'x-webhook-token': '' }, false],
    [token, {}, false],
    [basic, password(`rapport:${secret}`), true],
    [basic, password(`other:${secret}`), false],
    [basic, password('rapport:wrong'), false],
    [basic, { authorization: `Bearer ${secret}` }, false],
    [basic, {}, false],
  ] as const)('%j with %j: %s', (signature, headers, fits) => {
    expect(check(signature, headers as Record<string, string>)).toBe(fits);
  });
});
