import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { Needs, NotFound, Problems } from '#service-kit';
import { readMapping } from './active-mapping.query.js';
import { MessageCounts } from './message-counts.query.js';
import { SaveMapping } from './save-mapping.action.js';
import { MappingVersionDto, SavedMappingDto, SaveMappingDto } from './segment-mapping.dto.js';
import { TryMapping } from './try-mapping.action.js';
import { TrialsDto, TryMappingDto } from './try-mapping.dto.js';
import { countTrials } from './try-mapping.rules.js';
import { UnmappedDto, UnmappedQueryDto } from './unmapped.dto.js';

const DAY_MS = 86_400_000;

/** What becomes of the messages of a customer data platform. */
@ApiTags('directory')
@Needs('operate')
@Controller('v1/segment-mapping')
export class SegmentMappingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly save: SaveMapping,
    private readonly tryMapping: TryMapping,
    private readonly counts: MessageCounts,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What becomes of the messages of a customer data platform',
    operationId: 'segmentMapping',
  })
  @ApiOkResponse({ type: SavedMappingDto })
  @Problems(400, 404)
  async show(@Query() { version }: MappingVersionDto): Promise<SavedMappingDto> {
    const saved = await readMapping(this.dataSource, version);
    if (!saved) throw new NotFound(`there is no version ${version} of the mapping`);
    return saved as SavedMappingDto;
  }

  @Put()
  @ApiOperation({
    summary: 'Saves what becomes of them from now on',
    description:
      'Messages that come after it are mapped by it; what came before is left as it is. Try it on samples first ' +
      '(dry-run). A part that is left out is the default; the same mapping again is no new version.',
    operationId: 'saveSegmentMapping',
  })
  @ApiOkResponse({ type: SavedMappingDto })
  @Problems(400, 409)
  async put(@Body() { mapping, replaces }: SaveMappingDto): Promise<SavedMappingDto> {
    return (await this.save.run({ mapping, replaces })) as SavedMappingDto;
  }

  @Post('dry-run')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Says what sample messages would become, and writes nothing',
    description: 'By the mapping that holds, or by a draft of another one.',
    operationId: 'trySegmentMapping',
  })
  @ApiOkResponse({ type: TrialsDto })
  @Problems(400, 413)
  async dryRun(@Body() { messages, mapping }: TryMappingDto): Promise<TrialsDto> {
    const items = await this.tryMapping.run(messages, mapping);
    return { counts: countTrials(items), items } as TrialsDto;
  }

  @Get('unmapped')
  @ApiOperation({
    summary: 'Messages that had no effect lately, by event and reason, the most frequent first',
    operationId: 'unmappedSegmentMessages',
  })
  @ApiOkResponse({ type: UnmappedDto })
  @Problems(400)
  async unmapped(@Query() { days, limit }: UnmappedQueryDto): Promise<UnmappedDto> {
    const since = new Date(this.clock.now().getTime() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
    const [totals, rows] = await Promise.all([this.counts.totals(since), this.counts.withoutEffect(since, limit)]);
    const items = rows.map(({ became, messages, ...row }) => ({ ...row, reason: became, messages: Number(messages) }));
    return { since, totals, items };
  }
}
