import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Needs, NotFound, Problems, pageOf } from '#service-kit';
import { InsightDto, InsightPageDto } from './insight.dto.js';
import { Insight } from './insight.entity.js';
import { InsightQueryDto } from './insight-query.dto.js';
import { listInsights } from './list-insights.query.js';
import { PreviewAnswerDto, PreviewRequestDto } from './preview.dto.js';
import { tag } from './tagging.rules.js';

/** Reads insights, and lets tagging be tried. */
@ApiTags('feedback-tagging')
@Controller('v1/insights')
export class InsightsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({
    summary: 'What comments, text answers and feedback items say, newest first',
    operationId: 'insights',
  })
  @ApiOkResponse({ type: InsightPageDto })
  @Problems(400)
  async list(@Query() filter: InsightQueryDto): Promise<InsightPageDto> {
    const rows = await listInsights(this.dataSource, { ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ insightId }) => insightId);
  }

  @Get(':insightId')
  @ApiOperation({ summary: 'What one of them says', operationId: 'insight' })
  @ApiParam({ name: 'insightId', format: 'uuid', example: '0199a7c4-9d1e-7b52-8c11-3f6f2f9f4b70' })
  @ApiOkResponse({ type: InsightDto })
  @Problems(400, 404)
  async show(@Param('insightId', ParseUUIDPipe) insightId: string): Promise<InsightDto> {
    const insight = await this.dataSource.getRepository(Insight).findOneBy({ insightId, withdrawn: false });
    if (!insight) throw new NotFound(`there is no insight ${insightId}`);
    return insight;
  }

  @Post('preview')
  @HttpCode(200)
  @Needs('read')
  @ApiOperation({ summary: 'What tagging would find in a text; records nothing', operationId: 'preview-insight' })
  @ApiOkResponse({ type: PreviewAnswerDto })
  @Problems(400, 413)
  preview(@Body() { text }: PreviewRequestDto): PreviewAnswerDto {
    const tagged = tag(text);
    if (!tagged) return { insight: null };
    const { comment: _, ...insight } = tagged;
    return { insight };
  }
}
