import { type IncomingMessage, request as rawRequest } from 'node:http';
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import { decodeJwt } from 'jose';
import { DataSource } from 'typeorm';
import { type RunningService, SCOPES, type Scope } from '#service-kit';
import { eventually, Harness } from '#testing';
import { createApiKey } from './api-keys/create-api-key.action.js';
import { revokeApiKey } from './api-keys/revoke-api-key.action.js';
import { gateway } from './app.module.js';

const NOBODY = 'http://127.0.0.1:9';
const SURVEY_POLICY = "default-src 'none'; form-action 'self'";

let harness: Harness;
let service: FastifyInstance;
let entrance: RunningService;
let received: { url: string; headers: FastifyRequest['headers']; body: string }[] = [];

/** Stands in for the services: notes what reaches it. */
async function startService(): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: 1 << 20 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.all('/*', async (request, reply) => {
    received.push({ url: request.url, headers: request.headers, body: (request.body as string) ?? '' });
    if (request.url.endsWith('/slow')) await new Promise((resolve) => setTimeout(resolve, 3_000));
    if (request.url.endsWith('/busy')) reply.status(503);
    if (request.url.startsWith('/s/')) reply.header('content-security-policy', SURVEY_POLICY);
    return { answered: request.url };
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}

function upstreams(): Record<string, string> {
  const url = service.listeningOrigin;
  const names = ['DIRECTORY', 'SURVEY_DISPATCH', 'RESPONSE_INTAKE', 'FEEDBACK_TAGGING', 'FOLLOW_UP'];
  return { ...Object.fromEntries(names.map((name) => [`${name}_URL`, url])), SCORING_URL: NOBODY };
}

function keyWith(...scopes: Scope[]): Promise<{ id: string; key: string }> {
  return createApiKey(entrance.app.get(DataSource), { name: 'a tool', scopes }, new Date());
}

async function ask(path: string, init: RequestInit & { key?: string } = {}) {
  const answer = await fetch(entrance.url + path, {
    ...init,
    headers: { ...(init.key !== undefined && { authorization: `Bearer ${init.key}` }), ...init.headers },
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
}

beforeAll(async () => {
  harness = await Harness.start();
  service = await startService();
  entrance = await harness.run(gateway, { env: { ...upstreams(), UPSTREAM_TIMEOUT_MS: '1000' } });
}, 60_000);
beforeEach(() => {
  received = [];
});
afterAll(async () => {
  await harness?.stop();
  await service?.close();
}, 30_000);

describe('who may pass', () => {
  it.each([
    ['no key', undefined, 'Bearer'],
    ['an unknown key', `rpt_${'A'.repeat(43)}`, 'Bearer error="invalid_token"'],
    ['something else', 'let-me-in', 'Bearer error="invalid_token"'],
  ])('refuses %s with a problem document that says how to come in', async (_, key, challenge) => {
    const answer = await ask('/v1/accounts/acme', { key });
    expect(answer).toMatchObject({ status: 401, body: { status: 401, instance: '/v1/accounts/acme' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(received).toEqual([]);
  });

  it('refuses a key within five seconds after it was revoked, and not before', async () => {
    const { id, key } = await keyWith('read');
    expect((await ask('/v1/accounts/acme', { key })).status).toBe(200);
    expect(await revokeApiKey(entrance.app.get(DataSource), id, new Date())).toBe(true);
    await eventually(async () => expect((await ask('/v1/accounts/acme', { key })).status).toBe(401), 5_000);
  }, 15_000);

  it('tells the service who calls and with which scopes, and never shows it the key', async () => {
    const { id, key } = await keyWith('read', 'operate');
    await ask('/v1/accounts/acme', { key });
    await ask('/v1/accounts/acme', { headers: { 'x-api-key': key } });
    expect(received).toHaveLength(2);
    expect(JSON.stringify(received)).not.toContain(key);
    for (const { headers } of received) {
      expect(decodeJwt(headers.authorization!.slice('Bearer '.length))).toMatchObject({
        sub: id,
        scopes: ['read', 'operate'],
      });
    }
  });

  it('keeps of a key only its hash, and when it was last used', async () => {
    const { id, key } = await keyWith('read');
    await ask('/v1/accounts/acme', { key });
    const [row] = await harness.database.query('SELECT * FROM gateway.api_keys WHERE id = $1', [id]);
    expect(JSON.stringify(row)).not.toContain(key.slice(12));
    expect(row).toMatchObject({ prefix: key.slice(0, 10), last_used_at: expect.any(Date), revoked_at: null });
  });

  it('lets anybody open a survey, and passes on no credential with it', async () => {
    const { key } = await keyWith(...SCOPES);
    expect(await ask('/s/x?score=9', { key })).toMatchObject({ status: 200, body: { answered: '/s/x?score=9' } });
    expect(received[0]!.headers.authorization).toBeUndefined();
  });
});

describe('what is forwarded', () => {
  it('is the body as it was sent, with what the sender may say', async () => {
    const { key } = await keyWith('write');
    const body = '{"score": 9,\n "score": 10, "__proto__": {}}';
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': 'k-1',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    };
    const answer = await ask('/v1/responses?x=%2F', { key, method: 'POST', body, headers });
    expect(answer.status).toBe(200);
    expect(received[0]).toMatchObject({
      url: '/v1/responses?x=%2F',
      body,
      headers: { ...headers, 'x-forwarded-for': '127.0.0.1' },
    });
    expect(received[0]!.headers['x-request-id']).toBe(answer.headers.get('x-request-id'));
  });

  it('is nothing that only the gateway may say', async () => {
    const { key } = await keyWith('read');
    await ask('/v1/accounts/acme', {
      key,
      headers: { 'x-forwarded-for': '10.1.1.1', 'x-rapport-subject': 'me', forwarded: 'for=10.1.1.1' },
    });
    expect(received[0]!.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
    expect(Object.keys(received[0]!.headers)).not.toEqual(expect.arrayContaining(['forwarded', 'x-rapport-subject']));
  });

  it('is a file that the service takes its time to check', async () => {
    const { key } = await keyWith('write');
    const init = { key, method: 'POST', body: 'contactId\nmaria\n', headers: { 'content-type': 'text/csv' } };
    expect((await ask('/v1/imports/slow', init)).status).toBe(200);
  }, 10_000);

  it.each(['text/csv', 'application/x-ndjson'])('is a file of any size, however slowly it comes (%s)', async (type) => {
    const { key } = await keyWith('write');
    const parts = Array.from({ length: 5 }, (_, i) => `${i}`.repeat(100_000));
    const body = ReadableStream.from(
      (async function* () {
        for (const part of parts) {
          yield Buffer.from(part);
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
      })(),
    );
    const init = { key, method: 'POST', body, duplex: 'half', headers: { 'content-type': type } } as RequestInit;
    expect((await ask('/v1/imports?subject=contact', init)).status).toBe(200);
    expect(received[0]!.body).toBe(parts.join(''));
    expect(received[0]!.headers['content-type']).toBe(type);
  });

  it.each([
    ['in one piece', 'x'.repeat(65_537)],
    ['in pieces of unknown number', undefined],
  ])('is no body over 64 KiB, sent %s', async (_, whole) => {
    const { key } = await keyWith('write');
    const pieces = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.alloc(16_384, 'x')),
    });
    const answer = await ask('/v1/responses', {
      key,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: whole ?? pieces,
      ...(!whole && { duplex: 'half' }),
    } as RequestInit);
    expect(answer).toMatchObject({ status: 413, body: { title: 'Content Too Large', status: 413 } });
    expect(received).toEqual([]);
  });

  it('may be larger where samples are sent by the thousand, and there alone', async () => {
    const { key } = await keyWith('operate');
    const init = { key, method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x'.repeat(1_000_000) };
    expect((await ask('/v1/segment-mapping/dry-run', init)).status).toBe(200);
    expect(received[0]?.body).toHaveLength(1_000_000);
    expect((await ask('/v1/segment-mapping', init)).status).toBe(413);
    expect((await ask('/v1/segment-mapping/dry-run', { ...init, body: 'x'.repeat(4_194_305) })).status).toBe(413);
  });

  it.each([
    '/v1/accounts/../operations/directory/dead-letters',
    '/v1/accounts/%2e%2e/x',
    '/s\\..\\v1\\accounts',
    '/v1/accounts/%zz',
  ])('is no path that leads elsewhere: %s', async (path) => {
    const { key } = await keyWith(...SCOPES);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { hostname, port } = new URL(entrance.url);
      const headers = { authorization: `Bearer ${key}` };
      rawRequest({ hostname, port, path, headers }, (incoming) => resolve(incoming.resume()))
        .on('error', reject)
        .end();
    });
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(received).toEqual([]);
  });

  it('is nothing at a path that no service owns', async () => {
    const { key } = await keyWith(...SCOPES);
    const answer = await ask('/v1/nothing', { key });
    expect(answer).toMatchObject({ status: 404, body: { title: 'Not Found', instance: '/v1/nothing' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('a service that is away', () => {
  it.each([
    ['/v1/metrics/nps', 'scoring cannot be reached'],
    ['/v1/cases/slow', 'follow-up did not answer within 1 s'],
  ])('is named in a problem document: %s', async (path, reason) => {
    const { key } = await keyWith('read');
    const answer = await ask(path, { key });
    expect(answer).toMatchObject({ status: 503, body: { status: 503, detail: expect.stringContaining(reason) } });
    expect(answer.headers.get('retry-after')).toBeTruthy();
  });

  it.each(['/v1/cases/slow', '/v1/cases/busy'])('is asked once, not again and again: %s', async (path) => {
    const { key } = await keyWith('read');
    expect((await ask(path, { key })).status).toBe(503);
    expect(received).toHaveLength(1);
  });

  it('is named in the document instead of hiding the others', async () => {
    const { body } = await ask('/openapi.json');
    expect(body.info.description).toContain('away at the moment: scoring');
  });
});

describe('protection', () => {
  it("keeps a service's own content security policy, and gives the gateway's pages one", async () => {
    expect((await ask('/s/x')).headers.get('content-security-policy')).toBe(SURVEY_POLICY);
    for (const path of ['/', '/docs']) {
      const page = await ask(path);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('serves of Swagger UI what the reference needs and nothing else', async () => {
    expect((await ask('/docs/swagger-ui.css')).status).toBe(200);
    expect((await ask('/docs/package.json')).status).toBe(404);
    expect((await ask('/docs/..%2fpackage.json')).status).not.toBe(200);
  });

  it('answers 429 with Retry-After beyond the limit, by address without a good key and by key with one', async () => {
    const limited = await harness.run(gateway, { env: { ...upstreams(), RATE_LIMIT_PER_MINUTE: '4' } });
    const { key } = await keyWith('read');
    const get = (path: string, bearer?: string) =>
      fetch(limited.url + path, { headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` } });
    expect((await get('/v1/accounts/acme', key)).status).toBe(200);
    for (const path of ['/health/live', '/v1/nothing', '/s/x']) await get(path);
    const refused = await get('/health/live', `rpt_${'B'.repeat(43)}`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, title: 'Too Many Requests' });
    expect((await get('/v1/accounts/acme', key)).status).toBe(200);
  }, 20_000);
});
