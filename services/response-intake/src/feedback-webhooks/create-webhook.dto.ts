import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsOptional, IsString, Length, Matches } from 'class-validator';
import { FEEDBACK_KINDS } from '../feedback/feedback-item.rules.js';
import { DeliveryMappingDto, DeliverySignatureDto } from './webhook.dto.js';

/** A webhook to be made; what it takes is checked by `definition-problems.rules.ts`. */
export class CreateWebhookDto {
  @ApiProperty({ example: 'zendesk', pattern: '^[a-z0-9][a-z0-9-]{0,62}$', description: 'Becomes a part of its path' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    message: 'webhookId must be lower-case letters, digits and hyphens, 63 at most',
  })
  webhookId: string;

  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 200,
    example: 'zendesk',
    description: 'The system whose items it brings',
  })
  @Allow()
  source: unknown;

  @ApiProperty({ type: String, enum: FEEDBACK_KINDS, example: 'ticket' })
  @Allow()
  kind: unknown;

  @ApiProperty({ type: DeliveryMappingDto })
  @Allow()
  mapping: unknown;

  @ApiProperty({ type: DeliverySignatureDto })
  @Allow()
  signature: unknown;

  @ApiProperty({
    required: false,
    minLength: 16,
    maxLength: 500,
    writeOnly: true,
    example: 'the-secret-that-the-sender-shows',
    description: "The sender's; a new one is made when absent. It is never shown again",
  })
  @IsOptional()
  @IsString()
  @Length(16, 500)
  secret?: string;
}
