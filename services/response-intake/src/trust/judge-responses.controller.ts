import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Needs, type Principal, Problems } from '#service-kit';
import { JudgeResponse } from './judge-response.action.js';
import { ExclusionDto, VerdictDto } from './verdict.dto.js';
import type { Verdict } from './verdict.rules.js';

type Request = FastifyRequest & { principal: Principal };

const ID = { name: 'responseId', format: 'uuid', example: '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18' };

/** Decides whether responses count. */
@ApiTags('responses')
@ApiParam(ID)
@Needs('operate')
@Controller('v1/responses/:responseId')
export class JudgeResponsesController {
  constructor(private readonly judging: JudgeResponse) {}

  @Post('exclude')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take a response out of every number',
    description: 'Its open case is closed, and its comment is no longer part of any theme. It can be restored.',
    operationId: 'excludeResponse',
  })
  @ApiOkResponse({ type: VerdictDto })
  @Problems(400, 404, 409)
  exclude(
    @Param('responseId', ParseUUIDPipe) responseId: string,
    @Body() { reason }: ExclusionDto,
    @Req() request: Request,
  ): Promise<VerdictDto> {
    return this.judge(responseId, 'exclude', request, reason);
  }

  @Post('restore')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take an exclusion back',
    description: 'What counted before counts again; what was set aside before is set aside again.',
    operationId: 'restoreResponse',
  })
  @ApiOkResponse({ type: VerdictDto })
  @Problems(400, 404, 409)
  restore(@Param('responseId', ParseUUIDPipe) responseId: string, @Req() request: Request): Promise<VerdictDto> {
    return this.judge(responseId, 'restore', request);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let a response count that was set aside',
    operationId: 'confirmResponse',
  })
  @ApiOkResponse({ type: VerdictDto })
  @Problems(400, 404, 409)
  confirm(@Param('responseId', ParseUUIDPipe) responseId: string, @Req() request: Request): Promise<VerdictDto> {
    return this.judge(responseId, 'confirm', request);
  }

  private async judge(
    responseId: string,
    verdict: Verdict,
    { principal: { subject } }: Request,
    reason?: string,
  ): Promise<VerdictDto> {
    const { revision, state, stateReason, revisedAt } = await this.judging.run(responseId, {
      ...{ verdict, by: subject, reason },
    });
    return { responseId, revision, state, stateReason, changedBy: subject, revisedAt };
  }
}
