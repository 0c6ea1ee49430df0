import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { FeedbackProblemDto, GivenFeedbackDto } from '../feedback/feedback.dto.js';
import { DeliveryMappingDto } from './webhook.dto.js';

/** What became of a delivery, in items. */
export class DeliveryReceiptDto {
  @ApiProperty({ example: 3, description: 'Items in it' })
  received: number;
  @ApiProperty({ example: 1, description: 'New ones' })
  recorded: number;
  @ApiProperty({ example: 1 })
  revised: number;
  @ApiProperty({ example: 0, description: 'Deleted in the source' })
  removed: number;
  @ApiProperty({ example: 0, description: 'Known as they are' })
  unchanged: number;
  @ApiProperty({ example: 0, description: 'A later edit is known already' })
  stale: number;
  @ApiProperty({ example: 0, description: 'Removed for good before' })
  gone: number;
  @ApiProperty({ example: 0, description: 'Of persons who were erased' })
  erased: number;
  @ApiProperty({ example: 1, description: 'See the problems' })
  refused: number;
  @ApiProperty({ example: 0, description: "1 where the mapping's `when` found nothing in the delivery" })
  ignored: number;
  @ApiProperty({ type: [FeedbackProblemDto], description: 'The first 20' })
  problems: readonly FeedbackProblemDto[];
}

/** A sample to try a webhook on. */
export class TryWebhookDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { ticket: { id: 4711, description: 'The export takes ten minutes.', created_at: '2026-03-01T09:30:00Z' } },
    description: 'The body of a delivery',
  })
  @Allow()
  sample: unknown;

  @ApiProperty({ type: DeliveryMappingDto, required: false, description: 'Another mapping than the one that holds' })
  @Allow()
  mapping?: unknown;
}

/** What an item of a sample would become. */
export class TriedItemDto {
  @ApiProperty({ type: GivenFeedbackDto, description: 'As far as it could be filled in' })
  item: object;
  @ApiProperty({ type: [FeedbackProblemDto] })
  problems: readonly FeedbackProblemDto[];
}

/** What a sample would become. */
export class DeliveryTrialDto {
  @ApiProperty({ example: false, description: "Whether the mapping's `when` found nothing in it" })
  ignored: boolean;
  @ApiProperty({ type: [TriedItemDto] })
  items: readonly TriedItemDto[];
  @ApiProperty({ type: [FeedbackProblemDto], description: 'What is wrong with the sample as a whole' })
  problems: readonly FeedbackProblemDto[];
}
