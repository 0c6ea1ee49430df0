import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { Problems, pageOf } from '#service-kit';
import { DecisionFilterDto, DecisionPageDto, DecisionSummaryDto, DecisionSummaryFilterDto } from './decision.dto.js';
import { countDecisions, listDecisions } from './decisions.query.js';
import { ExplainContact } from './explain-contact.action.js';
import { WhyDto, WhyFilterDto } from './why.dto.js';

const SUMMARY_MS = 30 * 86_400_000;

/** Reads decisions: why somebody was asked, or was not. */
@ApiTags('decisions')
@Controller('v1/decisions')
export class DecisionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly explainContact: ExplainContact,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Why contacts were asked or not, newest first', operationId: 'decisions' })
  @ApiOkResponse({ type: DecisionPageDto })
  @Problems(400)
  async list(@Query() filter: DecisionFilterDto): Promise<DecisionPageDto> {
    const rows = await listDecisions(this.dataSource, { ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ decisionId }) => decisionId);
  }

  @Get('summary')
  @ApiOperation({ summary: 'Decisions counted by outcome and reason', operationId: 'decision-summary' })
  @ApiOkResponse({ type: DecisionSummaryDto })
  @Problems(400)
  async summary(@Query() filter: DecisionSummaryFilterDto): Promise<DecisionSummaryDto> {
    const since = filter.since ?? new Date(this.clock.now().getTime() - SUMMARY_MS);
    const counts = await countDecisions(this.dataSource, { ...filter, since });
    return { since, total: counts.reduce((sum, { count }) => sum + count, 0), counts };
  }

  @Get('why')
  @ApiOperation({ summary: 'Why a contact was, or was not, asked lately: in words and in data', operationId: 'why' })
  @ApiOkResponse({ type: WhyDto })
  @Problems(400, 404)
  async why(@Query() { contactId }: WhyFilterDto): Promise<WhyDto> {
    return (await this.explainContact.explain(contactId)) as unknown as WhyDto;
  }
}
