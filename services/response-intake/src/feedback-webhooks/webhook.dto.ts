import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { FEEDBACK_KINDS } from '../feedback/feedback-item.rules.js';
import { DEFAULT_TOLERANCE_SECONDS, MOMENT_FORMATS } from './webhook.rules.js';

const SECRET = { minLength: 16, maxLength: 500, writeOnly: true, example: 'the-secret-that-the-sender-shows' } as const;

/** Where a field's value is from, as documented; a plain path may stand in its place. */
export class FieldSourceDto {
  @ApiProperty({ required: false, example: '$.ticket.status', description: 'JSONPath (RFC 9535); or a constant' })
  path?: string;
  @ApiProperty({
    required: false,
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    example: 'acme',
  })
  constant?: string | number | boolean;
  @ApiProperty({
    required: false,
    enum: ['delivery'],
    description: 'Read from the whole delivery rather than the item',
  })
  of?: string;
  @ApiProperty({ required: false, enum: MOMENT_FORMATS, default: 'rfc3339', description: 'Of a moment' })
  format?: string;
  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
    example: { deleted: true, open: false },
    description: 'What is taken for each value that is found',
  })
  values?: Record<string, string | number | boolean>;
  @ApiProperty({
    required: false,
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    example: false,
    description: 'What is taken where nothing is found, or a value that `values` does not name',
  })
  otherwise?: string | number | boolean;
}

const FIELDS_EXAMPLE = {
  externalId: '$.ticket.id',
  title: '$.ticket.subject',
  text: '$.ticket.description',
  email: '$.ticket.requester.email',
  url: '$.ticket.url',
  writtenAt: '$.ticket.created_at',
  updatedAt: '$.ticket.updated_at',
  deleted: { path: '$.ticket.status', values: { deleted: true }, otherwise: false },
};

/** How a delivery becomes feedback items, as documented; `definition-problems.rules.ts` checks it. */
export class DeliveryMappingDto {
  @ApiProperty({
    required: false,
    example: '$[?@ == "ticket.created" || @ == "ticket.updated"]',
    description: 'A path that has to find something in a delivery; it is ignored otherwise',
  })
  when?: string;
  @ApiProperty({
    required: false,
    example: '$.events[*]',
    description: 'A path to the items of a delivery that holds several; the other paths then begin at the item',
  })
  items?: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: FIELDS_EXAMPLE,
    description:
      'By field of a feedback item (externalId, text, title, contactId, email, accountId, language, url, writtenAt, updatedAt, ' +
      'deleted, and rating with value, lowest and highest): a path, `{path, of, format, values, otherwise}` or `{constant}`',
  })
  fields: Record<string, unknown>;
}

/** How a delivery shows that its sender knows the secret, as documented; `signature-problems.rules.ts` checks it. */
export class DeliverySignatureDto {
  @ApiProperty({ enum: ['hmac-sha256', 'shared-token', 'basic'], example: 'hmac-sha256' })
  scheme: string;
  @ApiProperty({ required: false, example: 'X-Hub-Signature-256', description: 'Holds the signature, or the token' })
  header?: string;
  @ApiProperty({ required: false, example: 'sha256=', description: 'What stands before the signature' })
  prefix?: string;
  @ApiProperty({ required: false, enum: ['hex', 'base64'], example: 'hex' })
  encoding?: string;
  @ApiProperty({ required: false, example: 'X-Signature-Timestamp', description: 'Holds the moment of signing' })
  timestampHeader?: string;
  @ApiProperty({ required: false, default: DEFAULT_TOLERANCE_SECONDS, minimum: 1, maximum: 86_400, example: 300 })
  toleranceSeconds?: number;
  @ApiProperty({
    required: false,
    example: '{timestamp}.{body}',
    description: 'What is signed; the body, or with a timestampHeader `{timestamp}.{body}`, when absent',
  })
  signedContent?: string;
  @ApiProperty({ required: false, example: 'rapport', description: 'For `basic`, whose password is the secret' })
  username?: string;
}

/** What a webhook takes, and how, as documented. */
export class WebhookDefinitionDto {
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 200,
    example: 'zendesk',
    description: 'The system whose items it brings',
  })
  source: unknown;
  @ApiProperty({ type: String, enum: FEEDBACK_KINDS, example: 'ticket' })
  kind: unknown;
  @ApiProperty({ type: DeliveryMappingDto })
  mapping: unknown;
  @ApiProperty({ type: DeliverySignatureDto })
  signature: unknown;
}

/** A webhook's id, as a part of its path. */
export class WebhookIdDto {
  @ApiProperty({ example: 'zendesk', pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    message: 'webhookId must be lower-case letters, digits and hyphens, 63 at most',
  })
  webhookId: string;
}

/** A secret that a sender has, for a webhook or in place of another one. */
export class RotateSecretDto {
  @ApiProperty({ ...SECRET, required: false, description: "The sender's; a new one is made when absent" })
  @IsOptional()
  @IsString()
  @Length(SECRET.minLength, SECRET.maxLength)
  secret?: string;

  @ApiProperty({
    type: Number,
    required: false,
    default: 24,
    minimum: 0,
    maximum: 720,
    description: 'The one before holds as well for so long',
  })
  @IsInt()
  @Min(0)
  @Max(720)
  keepPreviousHours = 24;
}

/** A webhook. */
export class WebhookDto extends WebhookDefinitionDto {
  @ApiProperty({ example: 'zendesk' })
  webhookId: string;
  @ApiProperty({
    example: '/hooks/feedback/zendesk',
    description: 'Where the sender delivers to, behind the public address',
  })
  path: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Until when the secret before holds as well',
  })
  previousSecretUntil: Date | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  createdAt: Date;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  updatedAt: Date;
}

/** A webhook with its secret, which is told this once. */
export class WebhookWithSecretDto extends WebhookDto {
  @ApiProperty({ example: 'zq1Zb0cTzj0m1lqQ2nJ9y6q8y1o4V3k5s7u9w0x2z4A', description: 'Told this once' })
  secret: string;
}

/** The webhooks that there are. */
export class WebhooksDto {
  @ApiProperty({ type: [WebhookDto] })
  items: WebhookDto[];
}
