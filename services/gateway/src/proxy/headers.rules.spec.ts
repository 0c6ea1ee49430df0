import { answerHeaders, requestHeaders, requestIdOf, senderOf } from './headers.rules.js';

const origin = { token: 'signed', address: '192.0.2.7', hasBody: true };

describe('forwarded headers', () => {
  it('say who calls instead of showing the key', () => {
    const forwarded = requestHeaders({ authorization: 'Bearer rpt_secret', 'x-api-key': 'rpt_secret' }, origin);
    expect(forwarded.authorization).toBe('Bearer signed');
    expect(JSON.stringify(forwarded)).not.toContain('rpt_secret');
  });

  it('never carry a credential to a path without a key', () => {
    const { token, ...unnamed } = origin;
    expect(requestHeaders({ authorization: `Bearer ${token}` }, unnamed)).not.toHaveProperty('authorization');
  });

  it('carry a name and a password where the service checks them, and no other credential', () => {
    const { token: _, ...unnamed } = { ...origin, takesPassword: true };
    const authorization = 'Basic em86c2VjcmV0';
    expect(requestHeaders({ authorization }, unnamed)).toMatchObject({ authorization });
    expect(requestHeaders({ authorization: 'Bearer signed' }, unnamed)).not.toHaveProperty('authorization');
    expect(requestHeaders({ authorization }, { ...unnamed, takesPassword: false })).not.toHaveProperty('authorization');
  });

  it.each([
    'connection',
    'keep-alive',
    'proxy-authorization',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
    'forwarded',
    'x-real-ip',
    'x-rapport-principal',
    'x-forwarded-host',
  ])('leave out what the sender says in %s', (name) => {
    expect(requestHeaders({ [name]: 'x' }, origin)).not.toHaveProperty(name);
  });

  it('tell where the request came from, whatever the sender says', () => {
    expect(requestHeaders({ 'x-forwarded-for': '10.0.0.1' }, origin)['x-forwarded-for']).toBe('192.0.2.7');
  });

  it('keep the rest', () => {
    const rest = { 'idempotency-key': 'k', traceparent: '00-a-b-01', 'content-length': '2', accept: 'text/html' };
    expect(requestHeaders(rest, origin)).toMatchObject(rest);
    expect(requestHeaders(rest, { ...origin, hasBody: false })).not.toHaveProperty('content-length');
  });

  it('of an answer stay, but for those of the connection', () => {
    const headers = { 'content-security-policy': "default-src 'none'", 'set-cookie': ['a=1', 'b=2'] };
    expect(answerHeaders({ ...headers, connection: 'keep-alive', 'keep-alive': 'timeout=5' })).toEqual(headers);
  });
});

describe('senderOf', () => {
  it.each([
    ['10.0.0.1', undefined, 0, '10.0.0.1'],
    ['10.0.0.1', '203.0.113.9', 0, '10.0.0.1'],
    ['10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
    ['10.0.0.1', 'made-up, 203.0.113.9', 1, '203.0.113.9'],
    ['10.0.0.1', 'made-up, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9', 2, '10.0.0.1'],
    ['10.0.0.1', undefined, 1, '10.0.0.1'],
  ])('peer %s with %j behind %d proxies is %s', (peer, forwardedFor, trusted, sender) => {
    expect(senderOf(peer, forwardedFor, trusted)).toBe(sender);
  });
});

describe('requestIdOf', () => {
  it.each([
    ['order-17', 'order-17'],
    [undefined, 'fresh'],
    ['', 'fresh'],
    ['two words', 'fresh'],
    ['x'.repeat(129), 'fresh'],
    [['a', 'b'], 'fresh'],
  ])('%j becomes %s', (given, id) => {
    expect(requestIdOf(given, 'fresh')).toBe(id);
  });
});
