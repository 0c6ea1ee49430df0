import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where the build leaves the script: beside this file, or in the built tree where this runs from its source. */
const PLACES = ['./v1.js', '../../../../dist/services/response-intake/src/widget/v1.js'];

/** Serves the widget's script, which any site may load. */
export function serveWidgetScript(app: NestFastifyApplication): void {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (!file) return;
  const script = readFileSync(file);
  const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    etag,
  };
  app
    .getHttpAdapter()
    .getInstance()
    .get('/widget/v1.js', (request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(headers);
      return request.headers['if-none-match'] === etag ? reply.status(304).send() : reply.send(script);
    });
}
