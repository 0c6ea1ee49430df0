import {
  All,
  Body,
  Controller,
  Get,
  Param,
  Post,
  Query,
  Req,
  Res,
  UnsupportedMediaTypeException,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, Public } from '#service-kit';
import { SCALES } from '#survey-documents';
import { RecordResponse } from '../responses/record-response.action.js';
import { agentOf } from '../trust/agent.http.js';
import { surveyFooter } from './footer.rules.js';
import { KeepPlace } from './keep-place.action.js';
import { OpenSurvey } from './open-survey.action.js';
import { pathsOf } from './page-paths.rules.js';
import { FORM, linkPath, sendOn, sendPage } from './page-reply.http.js';
import { type QuestionPage, questionPage } from './question-page.rules.js';
import { nextStep, resumedStep } from './steps.rules.js';
import { readForm, readScore, type Survey, type SurveyAnswer, typedForm } from './survey.rules.js';
import { TellGoneAsPage } from './tell-gone-as-page.http.js';
import { thanksPage } from './thanks-page.rules.js';

/** What the address of the question may say beside the token. */
type QuestionQuery = Readonly<Record<'score' | 'change' | 'lang', unknown>>;

/** The page behind a survey link. Mail scanners follow links: only a POST records anything. */
@ApiExcludeController()
@Public()
@UseFilters(TellGoneAsPage)
@Controller('s')
export class SurveyPageController {
  constructor(
    private readonly opening: OpenSurvey,
    private readonly recording: RecordResponse,
    private readonly place: KeepPlace,
  ) {}

  @Get(':token')
  async ask(@Param('token') token: string, @Query() query: QuestionQuery, @Res() reply: FastifyReply): Promise<void> {
    const survey = await this.opening.open(token, query.lang);
    const { answer, document } = survey;
    const linked = readScore(query.score, SCALES[document.metric]);
    // The link of another score than the one that was given is there to change it.
    const changes = query.change !== undefined || (linked !== undefined && linked !== answer?.score);
    if (answer && !(answer.editable && changes)) return sendOn(reply, whereStopped(token, survey, answer));
    const given = { score: linked ?? answer?.score, comment: answer?.comment };
    show(reply, 200, token, { survey, ...given, shown: this.opening.shownNow() });
  }

  @Post(':token')
  async answer(
    @Param('token') token: string,
    @Query('lang') language: unknown,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!request.headers['content-type']?.startsWith(FORM)) throw new UnsupportedMediaTypeException();
    const survey = await this.opening.open(token, language);
    const { document, invitationId, answer: former } = survey;
    const typed = typedForm(body);
    const scale = SCALES[document.metric];
    const form = readForm(typed, former, scale);
    if (!form.ok) {
      const { comment, shown } = typed;
      const { problem } = form;
      return show(reply, 400, token, { survey, score: readScore(typed.score, scale), comment, shown, problem });
    }
    const answer = { invitationId, score: form.score, comment: form.comment };
    const agent = agentOf(request.headers['user-agent']);
    await this.recording.record({ answer, channel: 'page', shown: typed.shown, agent });
    const paths = pathsOf(linkPath(token), survey.switchedTo);
    // Who only adds a comment, on the page after the last question, is not asked the others again.
    if (form.score === undefined) return sendOn(reply, paths.thanks);
    if (former?.score === form.score) return sendOn(reply, whereStopped(token, survey, former));
    if (former?.nextStep) await this.place.keep(invitationId, 0);
    const step = nextStep(document, { answers: former?.answers, score: form.score }, 0);
    sendOn(reply, step === undefined ? paths.thanks : paths.step(step));
  }

  @Get(':token/thanks')
  async thank(
    @Param('token') token: string,
    @Query('lang') language: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const survey = await this.opening.open(token, language);
    const { answer, document, switchedTo } = survey;
    const path = linkPath(token);
    if (!answer) return sendOn(reply, pathsOf(path, switchedTo).question);
    const footer = surveyFooter(survey, (other) => pathsOf(path, other).thanks);
    sendPage(reply, 200, thanksPage({ path, survey, answer, footer }), document.branding);
  }

  /** A link that something was glued to; one longer than a parameter may be comes here too. */
  @All('*')
  unknown(): never {
    throw new NotFound('no such link');
  }
}

/** Where somebody goes on who comes back. */
function whereStopped(token: string, { document, switchedTo }: Survey, answer: SurveyAnswer): string {
  const paths = pathsOf(linkPath(token), switchedTo);
  const step = answer.editable ? resumedStep(document, answer) : undefined;
  return step === undefined ? paths.thanks : paths.step(step);
}

function show(reply: FastifyReply, status: number, token: string, page: Omit<QuestionPage, 'path' | 'footer'>): void {
  const { survey, score } = page;
  const chosen = score === undefined ? '' : `&score=${score}`;
  const footer = surveyFooter(survey, (other) => pathsOf(linkPath(token), other).change + chosen);
  const path = pathsOf(linkPath(token), survey.switchedTo).question;
  sendPage(reply, status, questionPage({ ...page, path, footer }), survey.document.branding);
}
