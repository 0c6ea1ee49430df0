import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
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
import { NotFound, type Principal, Problems, pageOf } from '#service-kit';
import { InvitedAnswerDto, UninvitedAnswerDto } from './answer.dto.js';
import { readAnswer } from './answer-body.dto.js';
import { readIdempotencyKey } from './idempotency-key.dto.js';
import { RecordResponse } from './record-response.action.js';
import { ReceiptDto, ResponseDto, ResponseFilterDto, ResponsePageDto, RevisionDto } from './response.dto.js';
import { Responses } from './response.query.js';

/** Takes answers from integrators, and shows responses. */
@ApiTags('responses')
@Controller('v1/responses')
export class ResponsesController {
  constructor(
    private readonly recording: RecordResponse,
    private readonly responses: Responses,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Record an answer, or revise the response to an invitation',
    description: 'An invitation takes one response; within the edit window a differing answer makes a new revision.',
    operationId: 'recordResponse',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'For a week, the same key with the same body gets the same answer and has no second effect',
    example: 'b7e7a4f0-order-4711',
  })
  @ApiExtraModels(InvitedAnswerDto, UninvitedAnswerDto)
  @ApiBody({ schema: { oneOf: [InvitedAnswerDto, UninvitedAnswerDto].map((it) => ({ $ref: getSchemaPath(it) })) } })
  @ApiCreatedResponse({ type: ReceiptDto, description: 'A new response' })
  @ApiOkResponse({ type: ReceiptDto, description: 'A new revision, or the same one where nothing differs' })
  @Problems(400, 404, 409, 410, 413, 415, 422, 503)
  async record(
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest & { principal: Principal },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptDto> {
    const answer = readAnswer(body);
    const idempotency = readIdempotencyKey(key, request.principal.subject, answer);
    const { kind, receipt, replayed } = await this.recording.record({ answer, channel: 'api', idempotency });
    if (replayed) reply.header('idempotent-replayed', 'true');
    reply.status(kind === 'recorded' ? 201 : 200);
    return receipt;
  }

  @Get()
  @ApiOperation({ summary: 'Responses, newest first', operationId: 'responses' })
  @ApiOkResponse({ type: ResponsePageDto })
  @Problems(400)
  async list(@Query() filter: ResponseFilterDto): Promise<ResponsePageDto> {
    const rows = await this.responses.list({ ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ responseId }) => responseId);
  }

  @Get(':responseId')
  @ApiOperation({ summary: 'One response as it is now', operationId: 'response' })
  @ApiOkResponse({ type: ResponseDto })
  @Problems(400, 404)
  async show(@Param('responseId', ParseUUIDPipe) responseId: string): Promise<ResponseDto> {
    const response = await this.responses.one(responseId);
    if (!response) throw new NotFound(`there is no response ${responseId}`);
    return response;
  }

  @Get(':responseId/history')
  @ApiOperation({ summary: 'All revisions of a response, the first one first', operationId: 'responseHistory' })
  @ApiOkResponse({ type: [RevisionDto] })
  @Problems(400, 404)
  async history(@Param('responseId', ParseUUIDPipe) responseId: string): Promise<RevisionDto[]> {
    const revisions = await this.responses.history(responseId);
    if (revisions.length === 0) throw new NotFound(`there is no response ${responseId}`);
    return revisions;
  }
}
