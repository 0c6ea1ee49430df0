import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#service-kit';
import { SCALES, withAnswers } from '#survey-documents';
import { readFollowUps, typedFollowUps } from '../survey-page/follow-ups-form.rules.js';
import { followUpsPage } from '../survey-page/follow-ups-page.rules.js';
import { surveyFooter } from '../survey-page/footer.rules.js';
import { sendOn, sendPage } from '../survey-page/page-reply.http.js';
import { questionPage } from '../survey-page/question-page.rules.js';
import { nextStep, questionsOfStep } from '../survey-page/steps.rules.js';
import { readScore, type Survey } from '../survey-page/survey.rules.js';
import { OpenPreview } from './open-preview.action.js';
import { asPreview, inLanguage, previewEnd, travelling } from './preview-page.rules.js';

/** The pages of a survey that somebody looks at: nothing is recorded, what was answered travels in the address. */
@ApiExcludeController()
@Public()
@Controller('s/preview')
export class PreviewPageController {
  constructor(private readonly opening: OpenPreview) {}

  @Get(':token')
  async ask(@Param('token') token: string, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const travels = travelling(query);
    const survey = await this.opening.open(token, travels.get('lang') ?? '');
    const score = scoreOf(survey, travels);
    const footer = surveyFooter(survey, (lang) => `/s/preview/${token}?${inLanguage(travels, lang)}`);
    const page = questionPage({ path: `/s/preview/${token}?${travels}`, survey, score, footer });
    sendPage(reply, 200, asPreview(page, survey), survey.document.branding);
  }

  @Post(':token')
  async answer(
    @Param('token') token: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const travels = travelling(query, body);
    const survey = await this.opening.open(token, travels.get('lang') ?? '');
    const known = scoreOf(survey, travels) !== undefined;
    sendOn(reply, `/s/preview/${token}${known ? '/questions/0' : ''}?${travels}`);
  }

  @Get(':token/questions/:step')
  async askMore(
    @Param('token') token: string,
    @Param('step') at: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const travels = travelling(query);
    const survey = await this.opening.open(token, travels.get('lang') ?? '');
    const { document } = survey;
    const score = scoreOf(survey, travels);
    if (score === undefined) return sendOn(reply, `/s/preview/${token}?${travels}`);
    const given = readFollowUps(typedFollowUps(query), document.followUps, []);
    const answer = { score, answers: withAnswers(document, score, [], given).answers };
    const step = nextStep(document, answer, Number(at) || 0);
    if (step === undefined)
      return sendPage(reply, 200, previewEnd(`/s/preview/${token}`, survey, score), document.branding);
    const here = `/s/preview/${token}/questions/${step}?`;
    const footer = surveyFooter(survey, (lang) => here + inLanguage(travels, lang));
    const questions = questionsOfStep(document, answer, step);
    const page = followUpsPage({ path: here + travels, survey, questions, answers: given, footer });
    sendPage(reply, 200, asPreview(page, survey), document.branding);
  }

  @Post(':token/questions/:step')
  answerMore(
    @Param('token') token: string,
    @Param('step') at: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): void {
    sendOn(
      reply,
      `/s/preview/${encodeURIComponent(token)}/questions/${(Number(at) || 0) + 1}?${travelling(query, body)}`,
    );
  }
}

function scoreOf({ document }: Survey, travels: URLSearchParams): number | undefined {
  return readScore(travels.get('score') ?? undefined, SCALES[document.metric]);
}
