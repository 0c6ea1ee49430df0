import { All, Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, Public } from '#service-kit';
import { SCALES } from '#survey-documents';
import { ResponseIntakeConfig } from '../config.js';
import { sendOn, sendPage } from '../survey-page/page-reply.http.js';
import { questionPage } from '../survey-page/question-page.rules.js';
import { nextStep } from '../survey-page/steps.rules.js';
import { readForm, readScore, typedForm } from '../survey-page/survey.rules.js';
import { thanksPage } from '../survey-page/thanks-page.rules.js';
import { kioskThanks } from './link-pages.rules.js';
import { answerPath, linkPath } from './link-paths.rules.js';
import { mustBeForm, startAfresh, wantedLanguages, whereaboutsOf } from './link-request.http.js';
import { OpenForm } from './open-form.action.js';
import { TakeOpenAnswer } from './take-open-answer.action.js';

type Place = { token: string; lang: string; goingOn: string };

/** The score and the thanks of an answer that was given behind an open link. A kiosk shows nothing of it. */
@ApiExcludeController()
@Public()
@Controller('l')
export class OpenAnswerPageController {
  constructor(
    private readonly opening: OpenForm,
    private readonly taking: TakeOpenAnswer,
    private readonly config: ResponseIntakeConfig,
  ) {}

  @Get(':token/:lang/answer/:goingOn')
  async change(
    @Param() { token, lang, goingOn }: Place,
    @Query('score') linked: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.opening.find(token, wantedLanguages(request, [lang]));
    if (opened.device) return sendOn(reply, linkPath(token));
    const { answer } = await this.taking.find(opened, goingOn);
    const { survey } = opened;
    const path = answerPath(token, lang, goingOn);
    if (!answer.editable) return sendOn(reply, `${path}/thanks`);
    const score = readScore(linked, SCALES[survey.document.metric]) ?? answer.score;
    sendPage(reply, 200, questionPage({ path, survey, score, comment: answer.comment }), survey.document.branding);
  }

  @Post(':token/:lang/answer/:goingOn')
  async changed(
    @Param() { token, lang, goingOn }: Place,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    mustBeForm(request);
    const opened = await this.opening.find(token, wantedLanguages(request, [lang]));
    if (opened.device) return sendOn(reply, linkPath(token));
    const { survey } = opened;
    const { answer } = await this.taking.find(opened, goingOn);
    const typed = typedForm(body);
    const scale = SCALES[survey.document.metric];
    const read = readForm(typed, answer, scale);
    const path = answerPath(token, lang, goingOn);
    if (!read.ok) {
      const shown = { score: readScore(typed.score, scale), comment: typed.comment, problem: read.problem };
      return sendPage(reply, 400, questionPage({ path, survey, ...shown }), survey.document.branding);
    }
    const taken = await this.taking.more(opened, goingOn, read, whereaboutsOf(request));
    // Who only adds a comment, on the page after the last question, is not asked the others again.
    const step = read.score === undefined ? undefined : nextStep(survey.document, taken.answer, 0);
    sendOn(reply, step === undefined ? `${path}/thanks` : `${path}/questions/${step}`);
  }

  @Get(':token/:lang/answer/:goingOn/thanks')
  async thank(
    @Param() { token, lang, goingOn }: Place,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.opening.find(token, wantedLanguages(request, [lang]));
    const { survey, device } = opened;
    if (device) {
      const seconds = this.config.kioskReturnSeconds;
      startAfresh(reply, opened, seconds);
      return sendPage(reply, 200, kioskThanks(survey, { path: linkPath(token), seconds }), survey.document.branding);
    }
    const { answer } = await this.taking.find(opened, goingOn);
    const path = answerPath(token, lang, goingOn);
    sendPage(reply, 200, thanksPage({ path, survey, answer }), survey.document.branding);
  }

  /** A link that something was glued to. */
  @All('*')
  unknown(): never {
    throw new NotFound('no such link');
  }
}
