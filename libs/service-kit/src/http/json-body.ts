import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { InvalidRequest } from '../errors.js';

type Parse = (request: FastifyRequest, body: Buffer, done: (error: Error | null, value?: unknown) => void) => void;

/** Lets a JSON body that cannot be read, or that names `__proto__`, be answered by a problem that names the place. */
export function nameProblemsOfJsonBodies(app: NestFastifyApplication): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error') as unknown as Parse;
  const named: Parse = (request, body, done) =>
    parse(request, body, (error, value) => done(error && problemOf(body.toString('utf8')), value));
  app.useBodyParser('application/json', {}, named);
  // Fastify reads plain text by itself, which no route here takes: without it such a body is refused by its type.
  app.getHttpAdapter().getInstance().removeContentTypeParser('text/plain');
}

/** Fastify says only that a body is invalid; which of its two reasons it was shows when it is read once more. */
function problemOf(text: string): InvalidRequest {
  let field = 'body';
  let reason = 'is not JSON';
  try {
    JSON.parse(text, (name: string, value: unknown) => {
      if (name === '__proto__' || name === 'constructor') field = name;
      return value;
    });
    reason = 'is not a known field';
  } catch (error) {
    reason = `is not JSON: ${(error as Error).message}`;
  }
  return new InvalidRequest(`${field} ${reason}`, [{ field, reason }]);
}
