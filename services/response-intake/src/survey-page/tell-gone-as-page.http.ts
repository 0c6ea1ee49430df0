import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Gone } from '#service-kit';
import { noticePage } from './notice-page.rules.js';
import { sendPage } from './page-reply.http.js';
import type { Survey } from './survey.rules.js';
import { languageOfBrowser, pageLanguage } from './texts.rules.js';

/** Says in the survey's own language and colours that its time is over, where it is known which survey it was. */
@Catch(Gone)
export class TellGoneAsPage implements ExceptionFilter<Gone> {
  catch(error: Gone, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const survey = error.cause as Survey | undefined;
    const { headers } = http.getRequest<FastifyRequest>();
    const language = survey ? pageLanguage(survey) : languageOfBrowser(headers['accept-language']);
    const branding = survey?.document.branding;
    const page = noticePage(410, language, { detail: error.message, branding });
    sendPage(http.getResponse<FastifyReply>(), 410, page, branding);
  }
}
