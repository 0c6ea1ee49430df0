import { Body, Controller, Get, Header, HttpCode, Param, ParseIntPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems, Public } from '#service-kit';
import { whereaboutsOf } from '../open-links/link-request.http.js';
import { AnswerInvitation } from './answer-invitation.action.js';
import { WidgetAnswersDto, WidgetScoreDto } from './widget.dto.js';
import { WidgetViewDto } from './widget-view.dto.js';

const TOKEN = 'v1.AZOqF3r0cWedKltsfY6fAAB-XWrU.xJ7m0fH1Jq3vY4w2kZ8nQb5c';

/** What the widget asks for an invitation, of whoever has its link. */
@ApiTags('widget')
@Public()
@Controller('widget/surveys')
export class WidgetSurveysController {
  constructor(private readonly answering: AnswerInvitation) {}

  @Get(':token')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The metric question of an invitation', operationId: 'widgetSurvey' })
  @ApiParam({ name: 'token', example: TOKEN })
  @ApiOkResponse({ type: WidgetViewDto })
  @Problems(404, 410, 503)
  show(@Param('token') token: string): Promise<WidgetViewDto> {
    return this.answering.show(token);
  }

  @Post(':token')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give the score; returns what is asked next', operationId: 'widgetScore' })
  @ApiParam({ name: 'token', example: TOKEN })
  @ApiOkResponse({ type: WidgetViewDto })
  @Problems(400, 404, 409, 410, 503)
  score(
    @Param('token') token: string,
    @Body() score: WidgetScoreDto,
    @Req() request: FastifyRequest,
  ): Promise<WidgetViewDto> {
    return this.answering.score(token, score, whereaboutsOf(request).agent!);
  }

  @Post(':token/steps/:step')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Answer a step of further questions; returns what is asked next',
    operationId: 'widgetStep',
  })
  @ApiParam({ name: 'token', example: TOKEN })
  @ApiParam({ name: 'step', example: 0 })
  @ApiOkResponse({ type: WidgetViewDto })
  @Problems(400, 404, 409, 410, 503)
  step(
    @Param('token') token: string,
    @Param('step', ParseIntPipe) step: number,
    @Body() answers: WidgetAnswersDto,
    @Req() request: FastifyRequest,
  ): Promise<WidgetViewDto> {
    return this.answering.step(token, step, answers, whereaboutsOf(request).agent!);
  }
}
