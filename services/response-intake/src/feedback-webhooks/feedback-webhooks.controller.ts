import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Needs, NotFound, Problems } from '#service-kit';
import { CreateWebhookDto } from './create-webhook.dto.js';
import { DeliveryTrialDto, TryWebhookDto } from './delivery.dto.js';
import { SaveWebhook } from './save-webhook.action.js';
import { TryWebhook } from './try-webhook.action.js';
import {
  RotateSecretDto,
  WebhookDefinitionDto,
  WebhookDto,
  WebhookIdDto,
  WebhooksDto,
  WebhookWithSecretDto,
} from './webhook.dto.js';
import { type Webhook, Webhooks } from './webhooks.query.js';

/** Defines the webhooks that bring feedback from other systems. */
@ApiTags('feedback')
@Needs('operate')
@Controller('v1/feedback-webhooks')
export class FeedbackWebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly saving: SaveWebhook,
    private readonly trying: TryWebhook,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Define a webhook by which another system brings feedback',
    description:
      'How a delivery becomes feedback items is data: a JSONPath for each field. The secret is told this once.',
    operationId: 'createFeedbackWebhook',
  })
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  @Problems(400, 409)
  async create(@Body() { webhookId, secret: given, ...definition }: CreateWebhookDto): Promise<WebhookWithSecretDto> {
    const { webhook, secret } = await this.saving.create(webhookId, definition, given);
    return { ...shown(webhook), secret };
  }

  @Get()
  @ApiOperation({ summary: 'The webhooks that bring feedback', operationId: 'feedbackWebhooks' })
  @ApiOkResponse({ type: WebhooksDto })
  @Problems()
  async list(): Promise<WebhooksDto> {
    return { items: (await this.webhooks.all()).map(shown) };
  }

  @Get(':webhookId')
  @ApiOperation({ summary: 'One webhook, without its secret', operationId: 'feedbackWebhook' })
  @ApiOkResponse({ type: WebhookDto })
  @Problems(400, 404)
  async show(@Param() { webhookId }: WebhookIdDto): Promise<WebhookDto> {
    const webhook = await this.webhooks.one(webhookId);
    if (!webhook) throw new NotFound(`there is no webhook ${webhookId}`);
    return shown(webhook);
  }

  @Put(':webhookId')
  @ApiOperation({
    summary: 'Replace what a webhook takes and how; its secret stays',
    operationId: 'replaceFeedbackWebhook',
  })
  @ApiBody({ type: WebhookDefinitionDto })
  @ApiOkResponse({ type: WebhookDto })
  @Problems(400, 404)
  async replace(@Param() { webhookId }: WebhookIdDto, @Body() definition: unknown): Promise<WebhookDto> {
    return shown(await this.saving.replace(webhookId, definition));
  }

  @Delete(':webhookId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a webhook; what it brought stays', operationId: 'removeFeedbackWebhook' })
  @ApiNoContentResponse({ description: 'Removed' })
  @Problems(400, 404)
  remove(@Param() { webhookId }: WebhookIdDto): Promise<void> {
    return this.saving.remove(webhookId);
  }

  @Post(':webhookId/secrets')
  @ApiOperation({
    summary: 'Give a webhook another secret',
    description: 'The one before holds as well for some time, so that the sender can change it without a gap.',
    operationId: 'rotateFeedbackWebhookSecret',
  })
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  @Problems(400, 404)
  async rotate(@Param() { webhookId }: WebhookIdDto, @Body() body: RotateSecretDto): Promise<WebhookWithSecretDto> {
    const { webhook, secret } = await this.saving.rotate(webhookId, body);
    return { ...shown(webhook), secret };
  }

  @Post(':webhookId/try')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a sample would become; writes nothing', operationId: 'tryFeedbackWebhook' })
  @ApiOkResponse({ type: DeliveryTrialDto })
  @Problems(400, 404, 413)
  async tryOut(
    @Param() { webhookId }: WebhookIdDto,
    @Body() { sample, mapping }: TryWebhookDto,
  ): Promise<DeliveryTrialDto> {
    return this.trying.run(webhookId, sample, mapping);
  }
}

/** A webhook as it is shown: without its secrets. */
function shown({ webhookId, definition, previousUntil, createdAt, updatedAt }: Webhook): WebhookDto {
  const path = `/hooks/feedback/${webhookId}`;
  return { webhookId, path, ...definition, previousSecretUntil: previousUntil, createdAt, updatedAt };
}
