import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { typedFollowUps } from './follow-ups-form.rules.js';
import { noticePage } from './notice-page.rules.js';
import { PAGE_HEADERS } from './page-headers.rules.js';
import { typedForm } from './survey.rules.js';
import { languageOfBrowser } from './texts.rules.js';

const PAGES = '/s/';
const PROBLEM = 'application/problem+json';

/** Tells a respondent in a page of their language what an API would be told in a problem document. */
export function tellErrorsAsPages(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      const isProblem = request.url.startsWith(PAGES) && String(reply.getHeader('content-type')).startsWith(PROBLEM);
      done(null, isProblem ? pageOf(request, reply, payload) : payload);
    });
}

function pageOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): string {
  const { statusCode } = reply;
  const typed = request.method === 'POST' ? { ...typedForm(request.body), ...typedFollowUps(request.body) } : {};
  const again = statusCode === 503 ? { path: request.url.split('?')[0]!, typed } : undefined;
  reply.headers(PAGE_HEADERS);
  const { detail } = JSON.parse(String(payload)) as { detail?: string };
  return noticePage(statusCode, languageOfBrowser(request.headers['accept-language']), { again, detail });
}
