import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidRequest, type Principal, Problems } from '#service-kit';
import { JourneyEventReceiptDto, JourneyEventToRecordDto, WithdrawalDto, WithdrawnDto } from './journey-event.dto.js';
import { RecordJourneyEvent } from './record-journey-event.action.js';
import { WithdrawUnsent } from './withdraw-unsent.action.js';

const VISIBLE = /^[\x21-\x7e]{1,255}$/;

/** Takes journey events from callers who have no Kafka, and takes back what was not sent yet. */
@ApiTags('journey events')
@Controller('v1/journey-events')
export class JourneyEventsController {
  constructor(
    private readonly recording: RecordJourneyEvent,
    private readonly withdrawing: WithdrawUnsent,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Records a journey event, which is decided as one from Kafka is',
    description:
      'It is decided within a second, or at `decideAt`; where its contact is not known yet, as soon as it is. What was decided is told by `/v1/decisions?journeyEventId=`.',
    operationId: 'recordJourneyEvent',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'For a week, the same key with the same event is the same event',
    example: 'case-4711-closed',
  })
  @ApiAcceptedResponse({ type: JourneyEventReceiptDto })
  @Problems(400, 413, 422)
  async record(
    @Body() event: JourneyEventToRecordDto,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest & { principal: Principal },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JourneyEventReceiptDto> {
    if (key !== undefined && !VISIBLE.test(key)) {
      const reason = 'must be 1 to 255 visible ASCII characters';
      throw new InvalidRequest(`Idempotency-Key ${reason}`, [{ field: 'Idempotency-Key', reason }]);
    }
    const idempotency = key === undefined ? undefined : { caller: request.principal.subject, key };
    const { replayed, ...receipt } = await this.recording.record({ ...event }, idempotency);
    if (replayed) reply.header('idempotent-replayed', 'true');
    return receipt;
  }

  @Post('withdrawals')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes back what a contact was going to be asked; what was sent stays as it is',
    operationId: 'withdrawUnsent',
  })
  @ApiOkResponse({ type: WithdrawnDto })
  @Problems(400)
  withdraw(@Body() { contactId, reason }: WithdrawalDto): Promise<WithdrawnDto> {
    return this.withdrawing.run(contactId, reason);
  }
}
