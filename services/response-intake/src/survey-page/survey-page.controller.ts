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
import { RecordResponse } from '../responses/record-response.action.js';
import { OpenSurvey } from './open-survey.action.js';
import { PAGE_HEADERS } from './page-headers.rules.js';
import { questionPage } from './question-page.rules.js';
import { readForm, readScore, typedForm } from './survey.rules.js';
import { thanksPage } from './thanks-page.rules.js';

const FORM = 'application/x-www-form-urlencoded';

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
    const { answer } = survey;
    if (answer && !answer.editable) return sendOn(reply, thanksPath(token));
    const score = readScore(linked) ?? answer?.score;
    sendPage(reply, 200, questionPage({ path: path(token), survey, score, comment: answer?.comment }));
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
      const shown = { score: readScore(typed.score), comment: typed.comment, problem: form.problem };
      return sendPage(reply, 400, questionPage({ path: path(token), survey, ...shown }));
    }
    const answer = { invitationId: survey.invitationId, score: form.score, comment: form.comment };
    await this.recording.record({ answer, channel: 'page' });
    sendOn(reply, thanksPath(token));
  }

  @Get(':token/thanks')
  async thank(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const survey = await this.opening.open(token);
    const { answer } = survey;
    if (!answer) return sendOn(reply, path(token));
    sendPage(reply, 200, thanksPage({ path: path(token), survey, answer }));
  }

  /** A link that something was glued to; one longer than a parameter may be comes here too. */
  @All('*')
  unknown(): never {
    throw new NotFound('no such link');
  }
}

const path = (token: string) => `/s/${token}`;
const thanksPath = (token: string) => `${path(token)}/thanks`;

function sendPage(reply: FastifyReply, status: number, page: string): void {
  void reply.status(status).headers(PAGE_HEADERS).send(page);
}

/** Sends the browser on with a GET, so that loading the page it comes to again sends nothing again. */
function sendOn(reply: FastifyReply, to: string): void {
  void reply.headers(PAGE_HEADERS).redirect(to, 303);
}
