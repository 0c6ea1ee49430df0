import { once } from 'node:events';
import { connect } from 'node:net';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Harness, probe } from '#testing';
import type { RunningService } from '../run-service.js';
import { signPrincipal } from './principal.js';

class ScoreDto {
  @IsInt()
  @Min(0)
  @Max(10)
  score: number;

  @IsOptional()
  @IsString()
  comment?: string;
}

@Controller('v1/probe')
class ProbeController {
  @Post()
  take(@Body() body: ScoreDto) {
    return body;
  }

  @Get(':id')
  show(@Param('id') id: string) {
    return { id };
  }

  @Get(':id/parts/:partId')
  showPart(@Param('id') id: string, @Param('partId', ParseUUIDPipe) partId: string) {
    return { id, partId };
  }

  @Post('fault')
  fault() {
    throw new TypeError('secret detail');
  }
}

let harness: Harness;
let service: RunningService;
const post = (body: unknown, headers: Record<string, string> = {}) =>
  harness.call(service, 'POST', '/v1/probe', body, headers);

beforeAll(async () => {
  harness = await Harness.start(['probe']);
  service = await harness.run({ ...probe(), controllers: [ProbeController] });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

describe('the edge of a service', () => {
  it('accepts what fits', async () => {
    expect(await post({ score: 9 })).toMatchObject({ status: 201, body: { score: 9 } });
  });

  it.each([
    ['a score of 11', { score: 11 }, 'score'],
    ['a score of 3.5', { score: 3.5 }, 'score'],
    ['a score of "9"', { score: '9' }, 'score'],
    ['no score', {}, 'score'],
    ['an unknown field', { score: 9, colour: 'red' }, 'colour'],
    ['U+0000 in a text', { score: 9, comment: 'a\0b' }, 'comment'],
  ])('refuses %s with a problem document that names the field', async (_, body, field) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      instance: '/v1/probe',
    });
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it.each([
    ['JSON that is broken', '{"score":', 'body', 'is not JSON: '],
    ['no JSON at all', '', 'body', 'is not JSON: '],
    ['__proto__ in JSON', '{"score":9,"__proto__":{"admin":true}}', '__proto__', 'is not a known field'],
    ['an escaped __proto__', '{"score":9,"\\u005f_proto__":{"admin":true}}', '__proto__', 'is not a known field'],
    ['a toString', '{"score":9,"comment":{"toString":1}}', 'comment.toString', 'is not a known field'],
    ['a constructor', '{"constructor":{"prototype":{"admin":true}}}', 'constructor', 'is not a known field'],
  ])('refuses %s with a problem document that names the place and the reason', async (_, body, field, reason) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { status: 400, instance: '/v1/probe' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors).toEqual([{ field, reason: expect.stringContaining(reason) }]);
  });

  it('refuses a body over 64 KiB with a problem document', async () => {
    expect(await post({ score: 9, comment: 'x'.repeat(66_000) })).toMatchObject({
      status: 413,
      body: { status: 413, instance: '/v1/probe' },
    });
  });

  it.each(['text/xml', 'text/plain'])('refuses a body of type %s with a problem document', async (type) => {
    expect(await post('score: 9', { 'content-type': type })).toMatchObject({ status: 415, body: { status: 415 } });
  });

  it('names the parameter of a path that is no UUID', async () => {
    expect(await harness.call(service, 'GET', '/v1/probe/a/parts/b')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'partId', reason: 'must be a UUID' }] },
    });
  });

  it('refuses JSON without end of nesting, and says where it is', async () => {
    const nested = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect(await post(`{"score":9,"comment":${nested}}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'comment', reason: 'is nested more than 64 deep' }] },
    });
  });

  it('refuses a path that is not percent-encoded UTF-8, and says so', async () => {
    expect(await harness.call(service, 'GET', '/v1/probe/%ff')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'path' }] },
    });
  });

  it.each([
    ['what is no HTTP', 'nonsense\r\n\r\n', 400],
    ['an address without end', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\n\r\n`, 431],
  ])('refuses %s with a problem document', async (_, bytes, status) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.end(bytes);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    const [head, body] = Buffer.concat(chunks).toString().split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body!)).toMatchObject({ status, detail: expect.any(String) });
  });

  it('refuses U+0000 in a path', async () => {
    expect(await harness.call(service, 'GET', '/v1/probe/a%00b')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'id' }] },
    });
  });

  it('answers an unknown path with a problem document', async () => {
    expect(await harness.call(service, 'GET', '/v1/nowhere')).toMatchObject({ status: 404, body: { status: 404 } });
  });

  it('tells nothing of a fault that nobody foresaw', async () => {
    const answer = await harness.call(service, 'POST', '/v1/probe/fault', {});
    expect(answer).toMatchObject({ status: 500, body: { detail: 'something went wrong' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('refuses a caller that the gateway does not vouch for', async () => {
    expect(await post({ score: 9 }, { authorization: '' })).toMatchObject({ status: 401 });
    const forged = await signPrincipal({ subject: 'x', scopes: ['write'] }, 'another-secret-of-at-least-32-characters');
    expect(await post({ score: 9 }, { authorization: `Bearer ${forged}` })).toMatchObject({ status: 401 });
  });

  it('refuses a caller without the scope, naming it', async () => {
    const reader = await signPrincipal(
      { subject: 'x', scopes: ['read'] },
      harness.environment('probe').INTERNAL_SECRET!,
    );
    const answer = await post({ score: 9 }, { authorization: `Bearer ${reader}` });
    expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining('"write"') } });
  });
});
