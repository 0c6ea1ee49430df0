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
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, Public } from '#service-kit';
import { SCALES } from '#survey-documents';
import { RecordResponse } from '../responses/record-response.action.js';
import { OpenSurvey } from './open-survey.action.js';
import { FORM, path, sendOn, sendPage, stepPath, thanksPath } from './page-reply.http.js';
import { questionPage } from './question-page.rules.js';
import { nextStep } from './steps.rules.js';
import { readForm, readScore, typedForm } from './survey.rules.js';
import { thanksPage } from './thanks-page.rules.js';

/** The page behind a survey link. Mail scanners follow links: only a POST records anything. */
@ApiExcludeController()
@Public()
@Controller('s')
export class SurveyPageController {
  constructor(
    private readonly opening: OpenSurvey,
    private readonly recording: RecordResponse,
  ) {}

  @Get(':token')
  async ask(@Param('token') token: string, @Query('score') linked: unknown, @Res() reply: FastifyReply): Promise<void> {
    const survey = await this.opening.open(token);
    const { answer, document } = survey;
    if (answer && !answer.editable) return sendOn(reply, thanksPath(token));
    const score = readScore(linked, SCALES[document.metric]) ?? answer?.score;
    sendPage(
      reply,
      200,
      questionPage({ path: path(token), survey, score, comment: answer?.comment }),
      document.branding,
    );
  }

  @Post(':token')
  async answer(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!request.headers['content-type']?.startsWith(FORM)) throw new UnsupportedMediaTypeException();
    const survey = await this.opening.open(token);
    const typed = typedForm(body);
    const { document } = survey;
    const scale = SCALES[document.metric];
    const form = readForm(typed, survey.answer, scale);
    if (!form.ok) {
      const shown = { score: readScore(typed.score, scale), comment: typed.comment, problem: form.problem };
      return sendPage(reply, 400, questionPage({ path: path(token), survey, ...shown }), document.branding);
    }
    const answer = { invitationId: survey.invitationId, score: form.score, comment: form.comment };
    await this.recording.record({ answer, channel: 'page' });
    // Who only changes the comment, on the page after the last question, is not asked the others again.
    const given = { answers: survey.answer?.answers, score: form.score ?? 0 };
    const step = form.score === undefined ? undefined : nextStep(document, given, 0);
    sendOn(reply, step === undefined ? thanksPath(token) : stepPath(token, step));
  }

  @Get(':token/thanks')
  async thank(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const survey = await this.opening.open(token);
    const { answer } = survey;
    if (!answer) return sendOn(reply, path(token));
    sendPage(reply, 200, thanksPage({ path: path(token), survey, answer }), survey.document.branding);
  }

  /** A link that something was glued to; one longer than a parameter may be comes here too. */
  @All('*')
  unknown(): never {
    throw new NotFound('no such link');
  }
}
