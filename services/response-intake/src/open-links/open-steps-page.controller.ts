import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, Public } from '#service-kit';
import { type GivenAnswer, withAnswers } from '#survey-documents';
import {
  type FollowUpProblems,
  followUpProblems,
  readFollowUps,
  typedFollowUps,
} from '../survey-page/follow-ups-form.rules.js';
import { followUpsPage } from '../survey-page/follow-ups-page.rules.js';
import { sendOn, sendPage } from '../survey-page/page-reply.http.js';
import { nextStep, questionsOfStep } from '../survey-page/steps.rules.js';
import { unremembered } from './link-pages.rules.js';
import { answerPath } from './link-paths.rules.js';
import { mustBeForm, startAfresh, wantedLanguages, whereaboutsOf } from './link-request.http.js';
import { type OpenedLink, OpenForm } from './open-form.action.js';
import { type OpenAnswer, TakeOpenAnswer } from './take-open-answer.action.js';

type Place = { token: string; lang: string; goingOn: string; step: string };

/** The pages after the metric question of an open link. */
@ApiExcludeController()
@Public()
@Controller('l')
export class OpenStepsPageController {
  constructor(
    private readonly opening: OpenForm,
    private readonly taking: TakeOpenAnswer,
  ) {}

  @Get(':token/:lang/answer/:goingOn/questions/:step')
  async ask(@Param() place: Place, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const step = readStep(place.step);
    const opened = await this.opening.find(place.token, wantedLanguages(request, [place.lang]));
    startAfresh(reply, opened);
    const going = await this.taking.find(opened, place.goingOn);
    const next = going.answer.editable ? nextStep(opened.survey.document, going.answer, step) : undefined;
    if (next !== step) return this.goOn(reply, place, next);
    this.show(reply, 200, { opened, going, place }, opened.device ? [] : (going.answer.answers ?? []));
  }

  @Post(':token/:lang/answer/:goingOn/questions/:step')
  async answer(
    @Param() place: Place,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    mustBeForm(request);
    const step = readStep(place.step);
    const opened = await this.opening.find(place.token, wantedLanguages(request, [place.lang]));
    startAfresh(reply, opened);
    const { document } = opened.survey;
    const going = await this.taking.find(opened, place.goingOn);
    const { score, answers: former } = going.answer;
    const questions = questionsOfStep(document, going.answer, step);
    const answers = readFollowUps(typedFollowUps(body), document.followUps, questions);
    const { problems } = withAnswers(document, score, former ?? [], answers);
    if (problems.length > 0) {
      const wrong = followUpProblems(answers, problems, questions);
      return this.show(reply, 400, { opened, going, place }, answers, wrong);
    }
    const taken = await this.taking.more(opened, place.goingOn, { answers }, whereaboutsOf(request));
    const next = nextStep(document, taken.answer, step + 1);
    if (next === undefined) await this.taking.finish(taken);
    this.goOn(reply, place, next);
  }

  private goOn(reply: FastifyReply, { token, lang, goingOn }: Place, step: number | undefined): void {
    const path = answerPath(token, lang, goingOn);
    sendOn(reply, step === undefined ? `${path}/thanks` : `${path}/questions/${step}`);
  }

  private show(
    reply: FastifyReply,
    status: number,
    { opened, going, place }: { opened: OpenedLink; going: OpenAnswer; place: Place },
    answers: readonly GivenAnswer[],
    problems?: FollowUpProblems,
  ): void {
    const { survey, device } = opened;
    const { document } = survey;
    const link = answerPath(place.token, place.lang, place.goingOn);
    const page = followUpsPage({
      path: `${link}/questions/${place.step}`,
      survey: device ? survey : { ...survey, answer: going.answer },
      questions: questionsOfStep(document, going.answer, readStep(place.step)),
      answers,
      problems,
      ...(!device && { changePath: link }),
    });
    sendPage(reply, status, device ? unremembered(page) : page, document.branding);
  }
}

function readStep(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new NotFound('no such step');
  return Number(text);
}
