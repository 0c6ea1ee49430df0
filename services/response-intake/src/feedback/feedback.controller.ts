import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NotFound, Problems, pageOf } from '#service-kit';
import {
  FeedbackBatchDto,
  FeedbackItemDto,
  FeedbackPageDto,
  FeedbackReceiptDto,
  FeedbackResultsDto,
  GivenFeedbackDto,
} from './feedback.dto.js';
import { FeedbackItems } from './feedback.query.js';
import { FeedbackFilterDto } from './feedback-filter.dto.js';
import { RecordFeedback } from './record-feedback.action.js';
import { RemoveFeedback } from './remove-feedback.action.js';

const ID = { name: 'feedbackId', format: 'uuid', example: '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18' };

/** Takes what people wrote elsewhere, and shows it. */
@ApiTags('feedback')
@Controller('v1/feedback')
export class FeedbackController {
  constructor(
    private readonly recording: RecordFeedback,
    private readonly removing: RemoveFeedback,
    private readonly items: FeedbackItems,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Record a feedback item from another source, its edit, or its deletion',
    description:
      'An item is known by its source and its id there. Sent again it is an edit, which holds if it is not older.',
    operationId: 'recordFeedback',
  })
  @ApiBody({ type: GivenFeedbackDto })
  @ApiCreatedResponse({ type: FeedbackReceiptDto, description: 'A new item' })
  @ApiOkResponse({ type: FeedbackReceiptDto, description: 'A change of one that is known, or none' })
  @Problems(400, 410, 413, 415)
  async record(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<FeedbackReceiptDto> {
    const receipt = await this.recording.one(body);
    reply.status(receipt.outcome === 'recorded' ? 201 : 200);
    return receipt;
  }

  @Post('batch')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record up to 1,000 feedback items',
    description: 'In their order and in one transaction; what is wrong with one keeps none of the others back.',
    operationId: 'recordFeedbackBatch',
  })
  @ApiOkResponse({ type: FeedbackResultsDto })
  @Problems(400, 413, 415)
  async recordBatch(@Body() { items }: FeedbackBatchDto): Promise<FeedbackResultsDto> {
    return { items: (await this.recording.many(items)) as FeedbackResultsDto['items'] };
  }

  @Get()
  @ApiOperation({ summary: 'Feedback items, those that came in last first', operationId: 'feedback' })
  @ApiOkResponse({ type: FeedbackPageDto })
  @Problems(400)
  async list(@Query() filter: FeedbackFilterDto): Promise<FeedbackPageDto> {
    const rows = await this.items.list({ ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ feedbackId }) => feedbackId);
  }

  @Get(':feedbackId')
  @ApiOperation({ summary: 'One feedback item as it is now', operationId: 'feedbackItem' })
  @ApiParam(ID)
  @ApiOkResponse({ type: FeedbackItemDto })
  @Problems(400, 404)
  async show(@Param('feedbackId', ParseUUIDPipe) feedbackId: string): Promise<FeedbackItemDto> {
    const item = await this.items.one(feedbackId);
    if (!item) throw new NotFound(`there is no feedback item ${feedbackId}`);
    return item;
  }

  @Delete(':feedbackId')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove the text of a feedback item for good',
    description: 'Nothing that its source tells later brings it back.',
    operationId: 'removeFeedback',
  })
  @ApiParam(ID)
  @ApiNoContentResponse({ description: 'Removed, now or before' })
  @Problems(400, 404)
  remove(@Param('feedbackId', ParseUUIDPipe) feedbackId: string): Promise<void> {
    return this.removing.run(feedbackId);
  }
}
