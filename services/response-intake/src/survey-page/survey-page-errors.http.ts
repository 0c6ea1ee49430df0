import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { typedFollowUps } from './follow-ups-form.rules.js';
import { noticePage } from './notice-page.rules.js';
import { PAGE_HEADERS } from './page-headers.rules.js';
import { FORM } from './page-reply.http.js';
import { typedForm } from './survey.rules.js';
import { languageOfBrowser } from './texts.rules.js';

const PAGES = '/s/';
const PROBLEM = 'application/problem+json';
/** A form with twenty texts of 5,000 characters, each of which takes up to twelve bytes as a form sends it. */
const FORM_LIMIT_BYTES = 1_280 * 1024;
/** What was sent was not kept, and the survey goes on. */
const GOES_ON = new Set([400, 409, 413, 415]);

/** Tells a respondent in a page of their language what an API would be told in a problem document. */
export function tellErrorsAsPages(app: NestFastifyApplication): void {
  app.useBodyParser(FORM, { bodyLimit: FORM_LIMIT_BYTES });
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
  const isSent = request.method === 'POST';
  const typed = isSent ? { ...typedForm(request.body), ...typedFollowUps(request.body) } : {};
  const again = statusCode === 503 ? { path: request.url, typed } : undefined;
  const surveyPath = isSent && GOES_ON.has(statusCode) ? request.url : undefined;
  reply.headers(PAGE_HEADERS);
  const { detail } = JSON.parse(String(payload)) as { detail?: string };
  return noticePage(statusCode, languageOfBrowser(request.headers['accept-language']), { again, surveyPath, detail });
}
