import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OPT_OUT_HEADERS, refusedPage } from './opt-out-page.rules.js';

const PAGES = '/u/';
const PROBLEM = 'application/problem+json';

/** Tells whoever opens a link that does not work so on a page, rather than in a problem document. */
export function tellRefusedOptOutsAsPages(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      const isProblem = request.url.startsWith(PAGES) && String(reply.getHeader('content-type')).startsWith(PROBLEM);
      if (!isProblem) return done(null, payload);
      reply.headers(OPT_OUT_HEADERS);
      done(null, refusedPage(request.headers['accept-language'], reply.statusCode));
    });
}
