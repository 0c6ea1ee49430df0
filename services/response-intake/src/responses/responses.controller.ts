import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequest, type Principal, Problems } from '#service-kit';
import { InvitedAnswerDto, UninvitedAnswerDto } from './answer.dto.js';
import { readAnswer } from './answer-body.dto.js';
import { readItems } from './batch-body.dto.js';
import { ResponseBatchDto, ResponseBatchResultDto } from './batch-of-responses.dto.js';
import { readIdempotencyKey } from './idempotency-key.dto.js';
import { type BatchItem, RecordBatch } from './record-batch.action.js';
import { RecordResponse } from './record-response.action.js';
import { ReceiptDto } from './response.dto.js';

type Request = FastifyRequest & { principal: Principal };

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'For a week, the same key with the same body gets the same answer and has no second effect',
  example: 'b7e7a4f0-order-4711',
} as const;

/** Takes answers from integrators. */
@ApiTags('responses')
@Controller('v1/responses')
export class ResponsesController {
  constructor(
    private readonly recording: RecordResponse,
    private readonly batches: RecordBatch,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Record an answer, or revise the response to an invitation or of another system',
    description:
      'An invitation takes one response; within the edit window a differing answer makes a new revision. An answer with a ' +
      '`source` and an `externalId` is one response, too: the same again with a newer `updatedAt` revises it, and with an ' +
      'older one, or none, changes nothing. A `historic` answer counts on its own date, and nothing is done because of it.',
    operationId: 'recordResponse',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiExtraModels(InvitedAnswerDto, UninvitedAnswerDto)
  @ApiBody({ schema: { oneOf: [InvitedAnswerDto, UninvitedAnswerDto].map((it) => ({ $ref: getSchemaPath(it) })) } })
  @ApiCreatedResponse({ type: ReceiptDto, description: 'A new response' })
  @ApiOkResponse({ type: ReceiptDto, description: 'A new revision, or the same one where nothing differs' })
  @Problems(400, 404, 409, 410, 413, 415, 422, 503)
  async record(
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { principal }: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptDto> {
    const answer = readAnswer(body);
    const idempotency = readIdempotencyKey(key, principal.subject, answer);
    const sent = { answer, channel: 'api' as const, by: principal.subject, idempotency };
    const { kind, receipt, replayed } = await this.recording.record(sent);
    if (replayed) reply.header('idempotent-replayed', 'true');
    reply.status(kind === 'recorded' ? 201 : 200);
    return receipt;
  }

  @Post('batch')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record up to 1,000 answers',
    description:
      'Each item is what `POST /v1/responses` takes. They are taken in their order and in one transaction; what is wrong ' +
      'with one keeps none of the others back.',
    operationId: 'recordResponseBatch',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiBody({ type: ResponseBatchDto })
  @ApiOkResponse({ type: ResponseBatchResultDto })
  @Problems(400, 413, 415, 422, 503)
  async recordBatch(
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { principal }: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResponseBatchResultDto> {
    const items = readItems(body);
    const idempotency = readIdempotencyKey(key, principal.subject, items);
    const { results, replayed } = await this.batches.run(items.map(readItem), principal.subject, idempotency);
    if (replayed) reply.header('idempotent-replayed', 'true');
    return { items: results };
  }
}

function readItem(item: unknown): BatchItem {
  try {
    return { answer: readAnswer(item) };
  } catch (error) {
    if (error instanceof InvalidRequest) return { error };
    throw error;
  }
}
