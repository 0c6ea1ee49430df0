import {
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
import { type GivenAnswer, withAnswers } from '#survey-documents';
import { RecordResponse } from '../responses/record-response.action.js';
import { agentOf } from '../trust/agent.http.js';
import { type FollowUpProblems, followUpProblems, readFollowUps, typedFollowUps } from './follow-ups-form.rules.js';
import { followUpsPage } from './follow-ups-page.rules.js';
import { surveyFooter } from './footer.rules.js';
import { KeepPlace } from './keep-place.action.js';
import { OpenSurvey } from './open-survey.action.js';
import { pathsOf } from './page-paths.rules.js';
import { FORM, linkPath, sendOn, sendPage } from './page-reply.http.js';
import { formerStep, nextStep, questionsOfStep } from './steps.rules.js';
import type { Survey, SurveyAnswer } from './survey.rules.js';
import { TellGoneAsPage } from './tell-gone-as-page.http.js';

/** The pages after the metric question. They too record nothing on a GET. */
@ApiExcludeController()
@Public()
@UseFilters(TellGoneAsPage)
@Controller('s')
export class FollowUpsPageController {
  constructor(
    private readonly opening: OpenSurvey,
    private readonly recording: RecordResponse,
    private readonly place: KeepPlace,
  ) {}

  @Get(':token/questions/:step')
  async ask(
    @Param('token') token: string,
    @Param('step') at: string,
    @Query('lang') language: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = readStep(at);
    const survey = await this.opening.open(token, language);
    const { answer, document } = survey;
    const paths = pathsOf(linkPath(token), survey.switchedTo);
    if (!answer) return sendOn(reply, paths.question);
    const next = answer.editable ? nextStep(document, answer, step) : undefined;
    if (next !== step) return sendOn(reply, next === undefined ? paths.thanks : paths.step(next));
    show(reply, { token, step, survey, answer }, answer.answers ?? []);
  }

  @Post(':token/questions/:step')
  async answer(
    @Param('token') token: string,
    @Param('step') at: string,
    @Query('lang') language: unknown,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!request.headers['content-type']?.startsWith(FORM)) throw new UnsupportedMediaTypeException();
    const step = readStep(at);
    const survey = await this.opening.open(token, language);
    const { answer, document, invitationId } = survey;
    const paths = pathsOf(linkPath(token), survey.switchedTo);
    if (!answer) return sendOn(reply, paths.question);
    const questions = questionsOfStep(document, answer, step);
    const answers = readFollowUps(typedFollowUps(body), document.followUps, questions);
    const kept = withAnswers(document, answer.score, answer.answers ?? [], answers);
    if (kept.problems.length > 0) {
      const problems = followUpProblems(answers, kept.problems, questions);
      return show(reply, { token, step, survey, answer }, answers, problems);
    }
    const agent = agentOf(request.headers['user-agent']);
    await this.recording.record({ answer: { invitationId, answers }, channel: 'page', agent });
    await this.place.keep(invitationId, step + 1);
    const next = nextStep(document, { ...answer, answers: kept.answers }, step + 1);
    sendOn(reply, next === undefined ? paths.thanks : paths.step(next));
  }
}

/** A step of a survey that somebody is answering. */
interface Shown {
  readonly token: string;
  readonly step: number;
  readonly survey: Survey;
  readonly answer: SurveyAnswer;
}

function show(
  reply: FastifyReply,
  { token, step, survey, answer }: Shown,
  answers: readonly GivenAnswer[],
  problems?: FollowUpProblems,
): void {
  const { document } = survey;
  const paths = pathsOf(linkPath(token), survey.switchedTo);
  const former = formerStep(document, answer, step);
  const page = followUpsPage({
    path: paths.step(step),
    survey,
    questions: questionsOfStep(document, answer, step),
    answers,
    problems,
    changePath: paths.change,
    backPath: former === undefined ? undefined : paths.step(former),
    footer: surveyFooter(survey, (other) => pathsOf(linkPath(token), other).step(step)),
  });
  sendPage(reply, problems ? 400 : 200, page, document.branding);
}

function readStep(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new NotFound('no such step');
  return Number(text);
}
