import { Body, Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NotFound, Problems, Public, Unauthenticated } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { rawBodyOf } from './large-reports.http.js';
import { MailReportsDto } from './mail-report.dto.js';
import { withoutAddresses } from './mail-report.rules.js';
import { RecordMailReports } from './record-mail-reports.action.js';
import { readSendgridEvents } from './sendgrid-report.rules.js';
import { isSignedBySendgrid } from './sendgrid-signature.rules.js';
import { TakeSnsMessage } from './take-sns-message.action.js';
import { isSecret } from './webhook-secret.rules.js';

const SECRET = 'x-webhook-secret';
const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/** Takes what mail providers report of our mails. The secret is in the header, or in the path for who can set none. */
@ApiTags('webhooks')
@Public()
@Controller('hooks/mail')
export class WebhooksController {
  constructor(
    private readonly reports: RecordMailReports,
    private readonly sns: TakeSnsMessage,
    private readonly config: SurveyDispatchConfig,
  ) {}

  @Post('generic')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Bounces, complaints and deliveries in a form for any provider',
    operationId: 'mailReports',
  })
  @ApiNoContentResponse({ description: 'Taken; a report that comes again changes nothing' })
  @Problems(400, 401, 404)
  generic(@Body() body: MailReportsDto, @Headers(SECRET) secret?: string): Promise<void> {
    return this.takeReports(body, secret);
  }

  @Post('generic/:secret')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Bounces, complaints and deliveries, with the secret in the path',
    operationId: 'mailReportsByPath',
  })
  @ApiNoContentResponse({ description: 'Taken; a report that comes again changes nothing' })
  @Problems(400, 401, 404)
  genericByPath(@Body() body: MailReportsDto, @Param('secret') secret: string): Promise<void> {
    return this.takeReports(body, secret);
  }

  @Post('sendgrid')
  @HttpCode(204)
  @ApiOperation({
    summary: "SendGrid's event webhook, signed by SendGrid or with the secret",
    operationId: 'sendgridEvents',
  })
  @ApiNoContentResponse({ description: 'Taken' })
  @Problems(401, 404)
  async sendgrid(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Headers(SECRET) secret?: string,
    @Headers(SIGNATURE) signature?: string,
    @Headers(TIMESTAMP) timestamp?: string,
  ): Promise<void> {
    if (!this.isSigned(request, signature, timestamp)) this.check(secret);
    await this.reports.record(readSendgridEvents(body));
  }

  @Post('sendgrid/:secret')
  @HttpCode(204)
  @ApiOperation({
    summary: "SendGrid's event webhook, with the secret in the path",
    operationId: 'sendgridEventsByPath',
  })
  @ApiNoContentResponse({ description: 'Taken' })
  @Problems(401, 404)
  sendgridByPath(@Body() body: unknown, @Param('secret') secret: string): Promise<void> {
    return this.takeSendgrid(body, secret);
  }

  @Post('ses')
  @HttpCode(204)
  @ApiOperation({ summary: 'Notifications and events of SES, by way of SNS', operationId: 'sesNotifications' })
  @ApiNoContentResponse({ description: 'Taken; the subscription is confirmed by itself' })
  @Problems(400, 401, 404)
  ses(@Body() body: unknown, @Headers(SECRET) secret?: string): Promise<void> {
    return this.takeSes(body, secret);
  }

  @Post('ses/:secret')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Notifications and events of SES, with the secret in the path',
    operationId: 'sesNotificationsByPath',
  })
  @ApiNoContentResponse({ description: 'Taken; the subscription is confirmed by itself' })
  @Problems(400, 401, 404)
  sesByPath(@Body() body: unknown, @Param('secret') secret: string): Promise<void> {
    return this.takeSes(body, secret);
  }

  private async takeReports(body: MailReportsDto, secret: string | undefined): Promise<void> {
    this.check(secret);
    await this.reports.record(
      body.reports.map((it) => ({ ...it, ...(it.reason && { reason: withoutAddresses(it.reason) }) })),
    );
  }

  private async takeSendgrid(body: unknown, secret: string | undefined): Promise<void> {
    this.check(secret);
    await this.reports.record(readSendgridEvents(body));
  }

  private async takeSes(body: unknown, secret: string | undefined): Promise<void> {
    this.check(secret);
    await this.sns.take(body);
  }

  /** Whether SendGrid signed it, where its key is configured; a secret is not asked for then. */
  private isSigned(request: FastifyRequest, signature: string | undefined, timestamp: string | undefined): boolean {
    const { sendgridPublicKey } = this.config;
    if (!sendgridPublicKey || !signature || !timestamp) return false;
    if (isSignedBySendgrid(rawBodyOf(request), { signature, timestamp }, sendgridPublicKey)) return true;
    throw new Unauthenticated("the signature is not SendGrid's");
  }

  private check(presented: string | undefined): void {
    if (this.config.webhookSecrets.length === 0) throw new NotFound('no webhook secret is configured');
    if (!presented || !isSecret(presented, this.config.webhookSecrets))
      throw new Unauthenticated('send the webhook secret in the header X-Webhook-Secret, or at the end of the path');
  }
}
