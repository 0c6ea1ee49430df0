import { Body, Controller, Get, Param, Post, Req, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, Public } from '#service-kit';
import { RecordResponse } from '../responses/record-response.action.js';
import { readFollowUps, tooLong, typedFollowUps } from './follow-ups-form.rules.js';
import { followUpsPage } from './follow-ups-page.rules.js';
import { OpenSurvey } from './open-survey.action.js';
import { FORM, path, sendOn, sendPage, stepPath, thanksPath } from './page-reply.http.js';
import { nextStep, questionsOfStep } from './steps.rules.js';

/** The pages after the metric question. They too record nothing on a GET. */
@ApiExcludeController()
@Public()
@Controller('s')
export class FollowUpsPageController {
  constructor(
    private readonly opening: OpenSurvey,
    private readonly recording: RecordResponse,
  ) {}

  @Get(':token/questions/:step')
  async ask(@Param('token') token: string, @Param('step') at: string, @Res() reply: FastifyReply): Promise<void> {
    const step = readStep(at);
    const survey = await this.opening.open(token);
    const { answer, document } = survey;
    if (!answer) return sendOn(reply, path(token));
    const next = answer.editable ? nextStep(document, answer, step) : undefined;
    if (next !== step) return sendOn(reply, next === undefined ? thanksPath(token) : stepPath(token, next));
    const questions = questionsOfStep(document, answer, step);
    const page = { path: stepPath(token, step), survey, questions, answers: answer.answers ?? [] };
    sendPage(reply, 200, followUpsPage(page), document.branding);
  }

  @Post(':token/questions/:step')
  async answer(
    @Param('token') token: string,
    @Param('step') at: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!request.headers['content-type']?.startsWith(FORM)) throw new UnsupportedMediaTypeException();
    const step = readStep(at);
    const survey = await this.opening.open(token);
    const { answer, document, invitationId } = survey;
    if (!answer) return sendOn(reply, path(token));
    const questions = questionsOfStep(document, answer, step);
    const answers = readFollowUps(typedFollowUps(body), document.followUps, questions);
    const long = tooLong(answers);
    if (long.size > 0) {
      const page = { path: stepPath(token, step), survey, questions, answers, tooLong: long };
      return sendPage(reply, 400, followUpsPage(page), document.branding);
    }
    await this.recording.record({ answer: { invitationId, answers }, channel: 'page' });
    sendOn(reply, stepPath(token, step + 1));
  }
}

function readStep(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new NotFound('no such step');
  return Number(text);
}
