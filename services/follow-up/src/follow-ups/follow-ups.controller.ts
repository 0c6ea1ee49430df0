import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { SummaryDto, SummaryQueryDto } from './summary.dto.js';
import { FollowUpQueries } from './summary.query.js';

/** Reads what all follow-ups have in common. */
@ApiTags('follow-up')
@Controller('v1/follow-ups')
export class FollowUpsController {
  constructor(private readonly followUps: FollowUpQueries) {}

  @Get('summary')
  @ApiOperation({ summary: 'How many follow-ups there are of each kind', operationId: 'followUpSummary' })
  @ApiOkResponse({ type: SummaryDto })
  @Problems(400)
  summary(@Query() { since }: SummaryQueryDto): Promise<SummaryDto> {
    return this.followUps.counts(since);
  }
}
