import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PAGE_HEADERS } from '../survey-page/page-headers.rules.js';
import { languageOfBrowser } from '../survey-page/texts.rules.js';
import { linkNotice } from './link-pages.rules.js';

const LINK = /^\/l\/[\w-]{1,64}(?=[/?]|$)/;
const PROBLEM = 'application/problem+json';

/** Tells whoever opened an open link in a page of their language what an API would be told in a problem document. */
export function tellLinkErrorsAsPages(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      const isProblem = request.url.startsWith('/l/') && String(reply.getHeader('content-type')).startsWith(PROBLEM);
      if (!isProblem) return done(null, payload);
      const { statusCode } = reply;
      const { detail = '' } = JSON.parse(String(payload)) as { detail?: string };
      const again = [404, 410].includes(statusCode) ? undefined : LINK.exec(request.url)?.[0];
      reply.headers(PAGE_HEADERS);
      done(null, linkNotice(languageOfBrowser(request.headers['accept-language']), statusCode, detail, again));
    });
}
