import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '#service-kit';

/** What a feedback item can be. */
export const FEEDBACK_KINDS = ['review', 'ticket', 'feature_request', 'csm_note', 'social_post'];

const SENTIMENTS = ['positive', 'neutral', 'negative', 'mixed'];

/** A theme that a comment speaks of. */
export class TaggedThemeDto {
  @ApiProperty({ example: 'support.responsiveness', description: 'Id in the taxonomy' })
  theme: string;
  @ApiProperty({ enum: SENTIMENTS, example: 'negative', description: 'Of the words about this theme' })
  sentiment: string;
  @ApiProperty({ type: [String], example: ['waited three days'], description: 'The words that show it' })
  evidence: string[];
}

/** What a text says, by the rules and the taxonomy that are named. */
export class FindingDto {
  @ApiProperty({ example: 'en', description: 'ISO 639-1, `und` where the text is too short or in another language' })
  language: string;
  @ApiProperty({ enum: SENTIMENTS, example: 'negative' })
  sentiment: string;
  @ApiProperty({ example: -0.571, minimum: -1, maximum: 1 })
  sentimentScore: number;
  @ApiProperty({ type: [TaggedThemeDto] })
  themes: readonly TaggedThemeDto[];
  @ApiProperty({ example: '2026.1' })
  taxonomyVersion: string;
  @ApiProperty({ example: '2026.1' })
  rulesVersion: string;
}

/** What was found in a comment, a text answer or a feedback item. */
export class InsightDto extends FindingDto {
  @ApiProperty({ format: 'uuid', example: '0199a7c4-9d1e-7b52-8c11-3f6f2f9f4b70' })
  insightId: string;
  @ApiProperty({
    enum: ['response', 'answer', 'feedback'],
    description: 'A comment, a text answer of a response, or a feedback item from elsewhere',
  })
  source: string;
  @ApiProperty({
    example: '0199a7c4-9c00-7b52-8c11-3f6f2f9f4b70',
    description: "The response's id, or the feedback item's",
  })
  sourceId: string;
  @ApiProperty({ type: String, nullable: true, example: 'what-went-wrong', description: 'The question it answers' })
  questionId: string | null;
  @ApiProperty({ example: 2, description: 'The revision that was read' })
  sourceRevision: number;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...FEEDBACK_KINDS, null],
    example: null,
    description: 'Of a feedback item',
  })
  feedbackKind: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'contact-17', description: 'Null where nobody known wrote it' })
  contactId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ format: 'date', example: '2026-03-02', description: 'The UTC day on which it was written first' })
  day: string;
  @ApiProperty({
    example: 'I like it, but I waited three days for support.',
    description: 'The text that was read; empty after an erasure',
  })
  comment: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:30:00.120Z' })
  foundAt: Date;
}

/** A page of insights. */
export class InsightPageDto extends PageDto {
  @ApiProperty({ type: [InsightDto] })
  items: InsightDto[];
}
