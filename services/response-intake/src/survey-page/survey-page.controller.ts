import {
  All,
  Body,
  Controller,
  Get,
  NotFoundException,
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
import { Clock } from '#messaging';
import { Public } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import { RecordResponse } from '../responses/record-response.action.js';
import { isEditable } from '../responses/response.rules.js';
import { OpenSurvey } from './open-survey.action.js';
import { questionPage } from './question-page.rules.js';
import { sendOn, sendPage } from './send-page.js';
import { readForm, readScore, type SurveyAnswer, typedForm } from './survey.rules.js';
import { SurveyPageErrors } from './survey-page-errors.filter.js';
import { thanksPage } from './thanks-page.rules.js';

const FORM = 'application/x-www-form-urlencoded';

/** The page behind a survey link. Mail scanners follow links: only a POST records anything. */
@ApiExcludeController()
@Public()
@UseFilters(SurveyPageErrors)
@Controller('s')
export class SurveyPageController {
  constructor(
    private readonly opening: OpenSurvey,
    private readonly recording: RecordResponse,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  @Get(':token')
  async ask(@Param('token') token: string, @Query('score') score: unknown, @Res() reply: FastifyReply): Promise<void> {
    const survey = await this.opening.open(token);
    const { answer } = survey;
    if (answer && !this.editable(answer)) return sendOn(reply, thanksPath(token));
    const chosen = readScore(score) ?? answer?.score;
    sendPage(reply, 200, questionPage({ path: path(token), survey, score: chosen, comment: answer?.comment }));
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
    const form = readForm(typed, survey.answer);
    if (!form.ok) {
      const { comment } = typed;
      const page = { path: path(token), survey, score: readScore(typed.score), comment, problem: form.problem };
      return sendPage(reply, 400, questionPage(page));
    }
    const { score, comment } = form;
    await this.recording.record({ answer: { invitationId: survey.invitationId, score, comment }, channel: 'page' });
    sendOn(reply, thanksPath(token));
  }

  @Get(':token/thanks')
  async thank(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const survey = await this.opening.open(token);
    const { answer } = survey;
    if (!answer) return sendOn(reply, path(token));
    sendPage(reply, 200, thanksPage({ path: path(token), survey, answer, editable: this.editable(answer) }));
  }

  @All('*')
  unknown(): never {
    throw new NotFoundException();
  }

  private editable(answer: SurveyAnswer): boolean {
    return isEditable(answer, { now: this.clock.now(), editWindowMs: this.config.editWindowMs });
  }
}

const path = (token: string) => `/s/${token}`;
const thanksPath = (token: string) => `${path(token)}/thanks`;
