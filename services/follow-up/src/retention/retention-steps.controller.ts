import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotFound, Problems, pageOf } from '#service-kit';
import { FollowUpFilterDto } from '../follow-ups/follow-up-filter.dto.js';
import { RetentionStepDto, RetentionStepPageDto } from './retention-step.dto.js';
import { RetentionStepQueries } from './retention-steps.query.js';

/** Reads retention steps. */
@ApiTags('follow-up')
@Controller('v1/retention-steps')
export class RetentionStepsController {
  constructor(private readonly steps: RetentionStepQueries) {}

  @Get()
  @ApiOperation({ summary: 'Retention steps, newest first', operationId: 'retentionSteps' })
  @ApiOkResponse({ type: RetentionStepPageDto })
  @Problems(400)
  async list(@Query() filter: FollowUpFilterDto): Promise<RetentionStepPageDto> {
    const rows = await this.steps.list({ ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ stepId }) => stepId);
  }

  @Get(':stepId')
  @ApiOperation({ summary: 'One retention step', operationId: 'retentionStep' })
  @ApiOkResponse({ type: RetentionStepDto })
  @Problems(400, 404)
  async show(@Param('stepId', ParseUUIDPipe) stepId: string): Promise<RetentionStepDto> {
    const step = await this.steps.one(stepId);
    if (!step) throw new NotFound(`there is no retention step ${stepId}`);
    return step;
  }
}
