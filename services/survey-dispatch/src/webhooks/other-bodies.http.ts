import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InvalidRequest } from '#service-kit';

/**
 * Lets bodies be read that come from outside in forms of their own: SNS calls its JSON plain text, and a mail program that
 * opts out may send `multipart/form-data` (RFC 8058), of which nothing is needed. Everywhere else they are refused.
 */
export function readBodiesFromOutside(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('text/plain', { parseAs: 'string' }, (request, body, done) => {
    if (!request.url.startsWith('/hooks/')) return done(new UnsupportedMediaTypeException());
    try {
      done(null, JSON.parse(body as string));
    } catch {
      done(new InvalidRequest('body is not JSON', [{ field: 'body', reason: 'is not JSON' }]));
    }
  });
  fastify.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (request, _body, done) =>
    request.url.startsWith('/u/') ? done(null, undefined) : done(new UnsupportedMediaTypeException()),
  );
}
