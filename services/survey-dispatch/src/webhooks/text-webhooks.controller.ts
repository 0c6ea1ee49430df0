import { Body, Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NotFound, Problems, Public, Unauthenticated } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { RecordMailReports } from './record-mail-reports.action.js';
import { readTwilioStatus } from './twilio-report.rules.js';
import { isSignedByTwilio } from './twilio-signature.rules.js';

/** Takes what the provider of text messages reports of ours. */
@ApiTags('webhooks')
@Public()
@Controller('hooks/sms')
export class TextWebhooksController {
  constructor(
    private readonly reports: RecordMailReports,
    private readonly config: SurveyDispatchConfig,
  ) {}

  @Post('twilio/:messageId')
  @HttpCode(204)
  @ApiOperation({ summary: "Twilio's status callbacks, signed by Twilio", operationId: 'twilioStatus' })
  @ApiNoContentResponse({ description: 'Taken; a status that comes again changes nothing' })
  @Problems(401, 404)
  async twilio(
    @Param('messageId') messageId: string,
    @Body() body: unknown,
    @Req() { url }: FastifyRequest,
    @Headers('x-twilio-signature') signature?: string,
  ): Promise<void> {
    this.check(url, body, signature);
    await this.reports.record(readTwilioStatus(messageId, body), 'sms');
  }

  private check(url: string, body: unknown, signature: string | undefined): void {
    const { publicUrl, smsUrl } = this.config;
    if (smsUrl === undefined) throw new NotFound('no provider of text messages is configured');
    const token = decodeURIComponent(new URL(smsUrl).password);
    const form = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    if (!signature || !isSignedByTwilio(publicUrl + url, form, { signature, token }))
      throw new Unauthenticated("the header X-Twilio-Signature is not Twilio's signature of this form");
  }
}
