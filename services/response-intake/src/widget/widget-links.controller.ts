import { Body, Controller, Get, Header, HttpCode, Param, ParseIntPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems, Public } from '#service-kit';
import { wantedLanguages, whereaboutsOf } from '../open-links/link-request.http.js';
import { AnswerOpenLink } from './answer-open-link.action.js';
import { WidgetAnswersDto, WidgetScoreDto } from './widget.dto.js';
import { WidgetViewDto } from './widget-view.dto.js';

const TOKEN = { name: 'token', example: 'T3kW8fQmZc0aJ5vN' };
const LANG = { name: 'lang', example: 'en' };
const SIGNED = 'v1.AZOqF3r0cWedKltsfY6fAAB-XWrU.xJ7m0fH1Jq3vY4w2kZ8nQb5c';

/** What the widget asks for an open link, of anybody. */
@ApiTags('widget')
@Public()
@Controller('widget/links')
export class WidgetLinksController {
  constructor(private readonly answering: AnswerOpenLink) {}

  @Get(':token')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The metric question of an open link', operationId: 'widgetLink' })
  @ApiParam(TOKEN)
  @ApiQuery({ ...LANG, required: false, description: "The browser's languages when absent" })
  @ApiOkResponse({ type: WidgetViewDto })
  @Problems(404, 410, 503)
  show(
    @Param('token') token: string,
    @Query('lang') lang: unknown,
    @Req() request: FastifyRequest,
  ): Promise<WidgetViewDto> {
    return this.answering.show(token, wantedLanguages(request, [lang]));
  }

  @Post(':token/:lang/form/:form')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give the score, once for each form', operationId: 'widgetLinkScore' })
  @ApiParam(TOKEN)
  @ApiParam(LANG)
  @ApiParam({ name: 'form', example: SIGNED })
  @ApiOkResponse({ type: WidgetViewDto })
  @Problems(400, 404, 410, 429, 503)
  score(
    @Param('token') token: string,
    @Param('lang') lang: string,
    @Param('form') form: string,
    @Body() score: WidgetScoreDto,
    @Req() request: FastifyRequest,
  ): Promise<WidgetViewDto> {
    return this.answering.score({ token, lang, form }, score, whereaboutsOf(request));
  }

  @Post(':token/:lang/answer/:goingOn/steps/:step')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer a step of further questions of an open link', operationId: 'widgetLinkStep' })
  @ApiParam(TOKEN)
  @ApiParam(LANG)
  @ApiParam({ name: 'goingOn', example: SIGNED })
  @ApiParam({ name: 'step', example: 0 })
  @ApiOkResponse({ type: WidgetViewDto })
  @Problems(400, 404, 410, 503)
  step(
    @Param() { token, lang, goingOn }: { token: string; lang: string; goingOn: string },
    @Param('step', ParseIntPipe) step: number,
    @Body() answers: WidgetAnswersDto,
    @Req() request: FastifyRequest,
  ): Promise<WidgetViewDto> {
    return this.answering.step({ token, lang, goingOn, step }, answers, whereaboutsOf(request));
  }
}
