import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, PageQueryDto, Problems, pageOf } from '#service-kit';
import { AskDryRun } from './ask-dry-run.action.js';
import { DryRunContactFilterDto, DryRunContactPageDto, DryRunDto, DryRunPageDto, NewDryRunDto } from './dry-run.dto.js';
import { type DryRunRow, findDryRun, listContacts, listDryRuns } from './dry-runs.query.js';

/** Tries programs and policies over recorded events. */
@ApiTags('dry runs')
@Controller('v1/dry-runs')
export class DryRunsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly askDryRun: AskDryRun,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Replay recorded events against a program or a policy', operationId: 'create-dry-run' })
  @ApiAcceptedResponse({ type: DryRunDto })
  @Problems(400)
  async create(@Body() request: NewDryRunDto): Promise<DryRunDto> {
    return this.show(await this.askDryRun.ask(request));
  }

  @Get()
  @ApiOperation({ summary: 'Dry runs, newest first', operationId: 'dry-runs' })
  @ApiOkResponse({ type: DryRunPageDto })
  @Problems(400)
  async list(@Query() { cursor, limit }: PageQueryDto): Promise<DryRunPageDto> {
    const rows = await listDryRuns(this.dataSource, { cursor, limit: limit + 1 });
    const { items, nextCursor } = pageOf(rows, limit, ({ dryRunId }) => dryRunId);
    return { items: items.map(summaryOf), nextCursor };
  }

  @Get(':dryRunId')
  @ApiOperation({ summary: 'A dry run, with its report once it is finished', operationId: 'dry-run' })
  @ApiOkResponse({ type: DryRunDto })
  @Problems(400, 404)
  async show(@Param('dryRunId', ParseUUIDPipe) dryRunId: string): Promise<DryRunDto> {
    const row = await findDryRun(this.dataSource, dryRunId);
    if (!row) throw new NotFound(`there is no dry run ${dryRunId}`);
    const { counts = [], recorded = [], deferrals = null, load = null } = row.report ?? {};
    const { recordedLoad = null, notes = [] } = row.report ?? {};
    return {
      ...summaryOf(row),
      deferrals,
      load,
      recordedLoad,
      counts: [...counts],
      recorded: [...recorded],
      notes: [...notes],
    };
  }

  @Post(':dryRunId/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a dry run that is waiting or under way', operationId: 'cancel-dry-run' })
  @ApiOkResponse({ type: DryRunDto })
  @Problems(400, 404, 409)
  async cancel(@Param('dryRunId', ParseUUIDPipe) dryRunId: string): Promise<DryRunDto> {
    await this.askDryRun.cancel(dryRunId);
    return this.show(dryRunId);
  }

  @Get(':dryRunId/contacts')
  @ApiOperation({
    summary: 'Contacts of a dry run, up to 1,000 of each program, outcome and reason',
    operationId: 'dry-run-contacts',
  })
  @ApiOkResponse({ type: DryRunContactPageDto })
  @Problems(400, 404)
  async contacts(
    @Param('dryRunId', ParseUUIDPipe) dryRunId: string,
    @Query() filter: DryRunContactFilterDto,
  ): Promise<DryRunContactPageDto> {
    await this.show(dryRunId);
    const rows = await listContacts(this.dataSource, dryRunId, { ...filter, limit: filter.limit + 1 });
    const { items, nextCursor } = pageOf(rows, filter.limit, ({ place }) => place);
    return { items: items.map(({ place, ...contact }) => contact), nextCursor };
  }
}

function summaryOf({
  request,
  dryRunId,
  state,
  askedForAt,
  finishedAt,
  percent,
  events,
  failure,
}: Omit<DryRunRow, 'report'>) {
  const programId = request.program?.programId ?? request.programId ?? null;
  return { dryRunId, state, days: request.days, programId, askedForAt, finishedAt, percent, events, failure };
}
