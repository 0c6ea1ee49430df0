import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { FailedEvents, Messaging } from '#messaging';
import { NotFound } from '../errors.js';
import { Problems } from '../http/documented.js';
import { PageQueryDto, pageOf } from '../http/page.js';
import { Needs } from '../http/principal.js';
import {
  AcceptedDto,
  DeadLetterPageDto,
  DeadLetterRecordDto,
  ParkedKeyDto,
  ParkedKeyRefDto,
} from './operations.dto.js';

/** What an operator can see and do about a service's failed events, under `/v1/operations/<service>`. */
export function operationsController(service: string): Type {
  @ApiTags('operations')
  @Needs('operate')
  @Controller(`v1/operations/${service}`)
  class OperationsController {
    constructor(
      private readonly failed: FailedEvents,
      private readonly messaging: Messaging,
    ) {}

    @Get('dead-letters')
    @ApiOperation({ summary: `Dead letters of ${service}, newest first`, operationId: `${service}-dead-letters` })
    @ApiOkResponse({ type: DeadLetterPageDto })
    @Problems(400)
    async list(@Query() { limit, cursor }: PageQueryDto): Promise<DeadLetterPageDto> {
      return pageOf(await this.failed.deadLetters(limit + 1, cursor), limit, ({ id }) => id);
    }

    @Get('dead-letters/:id')
    @ApiOperation({ summary: `One dead letter of ${service} with its record`, operationId: `${service}-dead-letter` })
    @ApiOkResponse({ type: DeadLetterRecordDto })
    @Problems(400, 404)
    async show(@Param('id', ParseUUIDPipe) id: string): Promise<DeadLetterRecordDto> {
      const letter = await this.failed.deadLetter(id);
      if (!letter) throw new NotFound(`there is no dead letter ${id}`);
      const { value, ...rest } = letter;
      return { ...rest, text: value?.toString('utf8') ?? null, base64: value?.toString('base64') ?? null };
    }

    @Post('dead-letters/:id/replay')
    @HttpCode(202)
    @ApiOperation({
      summary: `Hand a dead letter to its consumer in ${service} again`,
      operationId: `${service}-replay`,
    })
    @ApiResponse({ status: 202, type: AcceptedDto, description: 'It is tried again now, in the order of its key' })
    @Problems(400, 404)
    async replay(@Param('id', ParseUUIDPipe) id: string): Promise<AcceptedDto> {
      if (!(await this.failed.replay(id)))
        throw new NotFound(`there is no dead letter ${id} that was not replayed yet`);
      this.messaging.retryParked();
      return { status: 'queued' };
    }

    @Get('parked-keys')
    @ApiOperation({
      summary: `Keys of ${service} whose events wait behind a failed one`,
      operationId: `${service}-parked-keys`,
    })
    @ApiOkResponse({ type: [ParkedKeyDto] })
    @Problems()
    parked(): Promise<ParkedKeyDto[]> {
      return this.failed.parkedKeys(200);
    }

    @Post('parked-keys/retry')
    @HttpCode(202)
    @ApiOperation({ summary: `Try a parked key of ${service} again now`, operationId: `${service}-retry-parked-key` })
    @ApiResponse({ status: 202, type: AcceptedDto, description: 'It is tried again now' })
    @Problems(400, 404)
    async retry(@Body() { consumer, key }: ParkedKeyRefDto): Promise<AcceptedDto> {
      if (!(await this.failed.retry(consumer, key))) throw new NotFound(`the key ${key} of ${consumer} is not parked`);
      this.messaging.retryParked();
      return { status: 'queued' };
    }
  }
  return OperationsController;
}
