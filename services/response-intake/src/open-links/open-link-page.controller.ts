import { Body, Controller, Get, NotFoundException, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '#service-kit';
import { SCALES } from '#survey-documents';
import { surveyFooter } from '../survey-page/footer.rules.js';
import { sendOn, sendPage } from '../survey-page/page-reply.http.js';
import { questionPage } from '../survey-page/question-page.rules.js';
import { nextStep } from '../survey-page/steps.rules.js';
import { type FormVerdict, readForm, readScore, typedForm } from '../survey-page/survey.rules.js';
import { FormTokens } from './form-tokens.action.js';
import { anonymousFooter, asStale, unremembered } from './link-pages.rules.js';
import { answerPath, linkPath } from './link-paths.rules.js';
import { mustBeForm, startAfresh, wantedLanguages, whereaboutsOf } from './link-request.http.js';
import { type OpenedLink, OpenForm } from './open-form.action.js';
import { TakeOpenAnswer } from './take-open-answer.action.js';

/** What a form shows that is not opened for the first time. */
interface Shown {
  readonly form?: string;
  readonly score?: number;
  readonly comment?: string;
  readonly problem?: Extract<FormVerdict, { ok: false }>['problem'];
}

/** The page of a link that anybody may answer. Only a POST records anything, and the same form once. */
@ApiExcludeController()
@Public()
@Controller('l')
export class OpenLinkPageController {
  constructor(
    private readonly opening: OpenForm,
    private readonly taking: TakeOpenAnswer,
    private readonly tokens: FormTokens,
  ) {}

  @Get(':token')
  async ask(
    @Param('token') token: string,
    @Query() { lang, score }: { lang?: unknown; score?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.opening.open(token, wantedLanguages(request, [lang]));
    startAfresh(reply, opened);
    const { metric } = opened.survey.document;
    this.show(reply, 200, opened, { score: readScore(score, SCALES[metric]) });
  }

  @Post(':token/:lang/form/:form')
  async answer(
    @Param() { token, lang, form }: { token: string; lang: string; form: string },
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    mustBeForm(request);
    const opened = await this.opening.open(token, wantedLanguages(request, [lang]));
    startAfresh(reply, opened);
    const { document } = opened.survey;
    const typed = typedForm(body);
    const read = readForm(typed, undefined, SCALES[document.metric]);
    const kept = { score: readScore(typed.score, SCALES[document.metric]), comment: typed.comment };
    if (!read.ok) return this.show(reply, 400, opened, { ...kept, form, problem: read.problem });
    const taken = await this.taking.first(opened, form, read, whereaboutsOf(request));
    if (!taken) return this.show(reply, 400, opened, kept, true);
    const step = nextStep(document, taken.answer, 0);
    if (step === undefined) await this.taking.finish(taken);
    const path = answerPath(token, opened.survey.locale, taken.token);
    sendOn(reply, step === undefined ? `${path}/thanks` : `${path}/questions/${step}`);
  }

  /** A form that is loaded again is a new one. */
  @Get(':token/:lang/form/:form')
  again(@Param('token') token: string, @Param('lang') lang: string, @Res() reply: FastifyReply): void {
    if (!/^[\w-]{1,64}$/.test(token)) throw new NotFoundException('no such link');
    sendOn(reply, `${linkPath(token)}?lang=${encodeURIComponent(lang)}`);
  }

  private show(reply: FastifyReply, status: number, opened: OpenedLink, shown: Shown, isStale = false): void {
    const { token, link, device, survey } = opened;
    const form = shown.form ?? this.tokens.forForm(link.linkId);
    const path = `${linkPath(token)}/${encodeURIComponent(survey.locale)}/form/${form}`;
    const languages = surveyFooter(survey, (lang) => `${linkPath(token)}?lang=${encodeURIComponent(lang)}`);
    const page = questionPage({ ...shown, path, survey, footer: anonymousFooter(survey, languages) });
    const marked = isStale ? asStale(page, survey) : page;
    sendPage(reply, status, device ? unremembered(marked) : marked, survey.document.branding);
  }
}
