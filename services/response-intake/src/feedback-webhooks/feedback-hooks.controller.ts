import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems, Public } from '#service-kit';
import { DeliveryReceiptDto } from './delivery.dto.js';
import { bytesOf } from './raw-deliveries.http.js';
import { TakeDelivery } from './take-delivery.action.js';
import { WebhookIdDto } from './webhook.dto.js';

/** Takes what other systems deliver; who sends it shows so by the secret of the webhook. */
@ApiTags('webhooks')
@Public()
@Controller('hooks/feedback')
export class FeedbackHooksController {
  constructor(private readonly delivery: TakeDelivery) {}

  @Post(':webhookId')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Deliver feedback from another system',
    description: 'Signed as the webhook says. The same delivery again changes nothing.',
    operationId: 'deliverFeedback',
  })
  @ApiBody({
    schema: { type: 'object', additionalProperties: true },
    description: "JSON in the sender's own form, 256 KiB at the most",
  })
  @ApiAcceptedResponse({ type: DeliveryReceiptDto })
  @ApiResponse({
    status: 422,
    description:
      'The sender is known, and nothing in the delivery can be taken: the problems name the paths that found nothing',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
  })
  @Problems(400, 401, 404, 413)
  deliver(@Param() { webhookId }: WebhookIdDto, @Req() request: FastifyRequest): Promise<DeliveryReceiptDto> {
    return this.delivery.run(webhookId, { headers: request.headers, body: bytesOf(request) });
  }
}
