import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotFound, Problems, pageOf } from '#service-kit';
import { TaskQueries } from '../tasks/tasks.query.js';
import { CaseDetailDto, CaseFilterDto, CasePageDto } from './case.dto.js';
import { CaseTraceDto } from './case-trace.dto.js';
import { CaseQueries } from './cases.query.js';
import { TraceCase } from './trace-case.action.js';

/** Reads cases. */
@ApiTags('follow-up')
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly cases: CaseQueries,
    private readonly tasks: TaskQueries,
    private readonly traceCase: TraceCase,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Cases, newest first', operationId: 'cases' })
  @ApiOkResponse({ type: CasePageDto })
  @Problems(400)
  async list(@Query() filter: CaseFilterDto): Promise<CasePageDto> {
    const rows = await this.cases.list({ ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ caseId }) => caseId);
  }

  @Get(':caseId')
  @ApiOperation({ summary: 'One case with its tasks, the comment and the insight', operationId: 'case' })
  @ApiOkResponse({ type: CaseDetailDto })
  @Problems(400, 404)
  async show(@Param('caseId', ParseUUIDPipe) caseId: string): Promise<CaseDetailDto> {
    const found = await this.cases.one(caseId);
    if (!found) throw new NotFound(`there is no case ${caseId}`);
    return { ...found, tasks: await this.tasks.ofCase(caseId) };
  }

  @Get(':caseId/trace')
  @ApiOperation({ summary: 'The chain of events from the journey event to the case', operationId: 'caseTrace' })
  @ApiOkResponse({ type: CaseTraceDto })
  @Problems(400, 404)
  trace(@Param('caseId', ParseUUIDPipe) caseId: string): Promise<CaseTraceDto> {
    return this.traceCase.run(caseId);
  }
}
