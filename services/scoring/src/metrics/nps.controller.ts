import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { NpsReportDto } from './nps.dto.js';
import { NpsQueryDto } from './nps-query.dto.js';
import { ReportNps } from './report-nps.action.js';

/** Answers with metrics. */
@ApiTags('scoring')
@Controller('v1/metrics')
export class NpsController {
  constructor(private readonly reportNps: ReportNps) {}

  @Get('nps')
  @ApiOperation({
    summary: 'NPS of a window, with its distribution, its interval and what changed',
    description:
      'A response counts on the UTC day of its first answer, under the segment that its account had when it was first scored; revisions move its score.',
    operationId: 'nps',
  })
  @ApiOkResponse({ type: NpsReportDto })
  @Problems(400)
  nps(@Query() query: NpsQueryDto): Promise<NpsReportDto> {
    return this.reportNps.run(query);
  }
}
