import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#messaging';
import { LOGGER, toProblem } from '#service-kit';
import { noticePage } from './notice-page.rules.js';
import { sendPage } from './send-page.js';
import { typedForm } from './survey.rules.js';
import { languageOfBrowser } from './texts.rules.js';

const RETRY_AFTER_S = '5';

/** Tells a respondent in a page of their language what could not be done. */
@Catch()
export class SurveyPageErrors implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest<{ Params: { token: string } }>>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status } = toProblem(error, '');
    // The route and not the address: whoever reads the log cannot answer for somebody.
    const route = request.routeOptions.url;
    if (status >= 500) this.logger.error({ err: error, method: request.method, route }, 'survey page failed');
    if (status === 503) reply.header('retry-after', RETRY_AFTER_S);
    const typed = request.method === 'POST' ? typedForm(request.body) : {};
    const again = status === 503 ? { path: `/s/${encodeURIComponent(request.params.token)}`, typed } : undefined;
    sendPage(reply, status, noticePage(status, languageOfBrowser(request.headers['accept-language']), again));
  }
}
