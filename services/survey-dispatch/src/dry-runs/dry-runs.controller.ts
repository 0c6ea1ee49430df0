import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
import { DryRunDto, NewDryRunDto } from './dry-run.dto.js';
import { findDryRun } from './dry-runs.query.js';
import { RunDry } from './run-dry.action.js';

/** Tries programs and policies over recorded events. */
@ApiTags('dry runs')
@Controller('v1/dry-runs')
export class DryRunsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runDry: RunDry,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Replay recorded events against a program or a policy', operationId: 'create-dry-run' })
  @ApiAcceptedResponse({ type: DryRunDto })
  @Problems(400)
  async create(@Body() request: NewDryRunDto): Promise<DryRunDto> {
    return this.show(await this.runDry.ask(request));
  }

  @Get(':dryRunId')
  @ApiOperation({ summary: 'A dry run, with its report once it is finished', operationId: 'dry-run' })
  @ApiOkResponse({ type: DryRunDto })
  @Problems(400, 404)
  async show(@Param('dryRunId', ParseUUIDPipe) dryRunId: string): Promise<DryRunDto> {
    const row = await findDryRun(this.dataSource, dryRunId);
    if (!row) throw new NotFound(`there is no dry run ${dryRunId}`);
    const { report, askedForAt, finishedAt } = row;
    return { dryRunId, askedForAt, finishedAt, events: report?.events ?? null, counts: report?.counts ?? [] };
  }
}
