import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { PageDto } from '#service-kit';
import { FEEDBACK_KINDS, LONGEST } from './feedback-item.rules.js';

const FEEDBACK_ID = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';
const id = { minLength: 1, maxLength: LONGEST.id } as const;

/** A rating in its source's own scale. */
export class FeedbackRatingDto {
  @ApiProperty({ example: 2 })
  value: number;
  @ApiProperty({ example: 1, description: 'The lowest value that can be given' })
  lowest: number;
  @ApiProperty({ example: 5, description: 'The highest value that can be given' })
  highest: number;
}

/** A feedback item as its source tells it, as documented; `feedback-item.rules.ts` checks it. */
export class GivenFeedbackDto {
  @ApiProperty({ ...id, example: 'zendesk', description: 'The system it comes from' })
  source: string;
  @ApiProperty({ ...id, example: '4711', description: 'Its id there: the same again is an edit' })
  externalId: string;
  @ApiProperty({ enum: FEEDBACK_KINDS, example: 'ticket' })
  kind: string;
  @ApiProperty({
    required: false,
    maxLength: LONGEST.text,
    example: 'The export takes ten minutes.',
    description: 'May be absent only where it was deleted',
  })
  text?: string;
  @ApiProperty({ required: false, maxLength: LONGEST.title, example: 'Slow export' })
  title?: string;
  @ApiProperty({ ...id, required: false, example: 'contact-17', description: 'Who wrote it, or whom it is about' })
  contactId?: string;
  @ApiProperty({
    required: false,
    format: 'email',
    example: 'maria@acme.example',
    description: 'By which the contact is looked for where the id is not given; it is not kept',
  })
  email?: string;
  @ApiProperty({ ...id, required: false, example: 'acme', description: "The contact's own when absent" })
  accountId?: string;
  @ApiProperty({ required: false, description: 'Stays in its scale; no score is made of it' })
  rating?: FeedbackRatingDto;
  @ApiProperty({ required: false, example: 'en', description: 'BCP 47' })
  language?: string;
  @ApiProperty({
    required: false,
    format: 'uri',
    maxLength: LONGEST.url,
    example: 'https://acme.zendesk.example/tickets/4711',
  })
  url?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00Z' })
  writtenAt: string;
  @ApiProperty({
    required: false,
    format: 'date-time',
    example: '2026-03-02T10:00:00Z',
    description:
      'When it was last edited in its source, `writtenAt` when absent: what is older than what is known changes nothing',
  })
  updatedAt?: string;
  @ApiProperty({ required: false, example: false, description: 'Whether it was deleted in its source' })
  deleted?: boolean;
}

const OUTCOMES = ['recorded', 'revised', 'removed', 'unchanged', 'stale'];

/** What became of a feedback item. */
export class FeedbackReceiptDto {
  @ApiProperty({
    enum: OUTCOMES,
    example: 'recorded',
    description: '`unchanged`: nothing differs; `stale`: a later edit is known already',
  })
  outcome: string;
  @ApiProperty({ format: 'uuid', example: FEEDBACK_ID })
  feedbackId: string;
  @ApiProperty({ example: 1, description: 'Grows by one with every change' })
  revision: number;
}

/** What is wrong with a field of one item. */
export class FeedbackProblemDto {
  @ApiProperty({ example: 'text' })
  field: string;
  @ApiProperty({ example: 'is missing' })
  reason: string;
}

/** Many feedback items. */
export class FeedbackBatchDto {
  @ApiProperty({ type: [GivenFeedbackDto], minItems: 1, maxItems: 1_000 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  items: unknown[];
}

/** What became of one of many feedback items. */
export class FeedbackResultDto {
  @ApiProperty({
    enum: [...OUTCOMES, 'gone', 'erased', 'refused'],
    example: 'recorded',
    description: '`gone`: it was removed for good before; `erased`: its person was; `refused`: see the problems',
  })
  outcome: string;
  @ApiProperty({ required: false, format: 'uuid', example: FEEDBACK_ID })
  feedbackId?: string;
  @ApiProperty({ required: false, example: 1 })
  revision?: number;
  @ApiProperty({ required: false, type: [FeedbackProblemDto] })
  problems?: readonly FeedbackProblemDto[];
}

/** What became of many feedback items. */
export class FeedbackResultsDto {
  @ApiProperty({ type: [FeedbackResultDto], description: 'In the order of the items' })
  items: FeedbackResultDto[];
}

/** A feedback item as it is now. */
export class FeedbackItemDto {
  @ApiProperty({ format: 'uuid', example: FEEDBACK_ID })
  feedbackId: string;
  @ApiProperty({ example: 2, description: 'Grows by one with every change' })
  revision: number;
  @ApiProperty({ example: 'zendesk' })
  source: string;
  @ApiProperty({ example: '4711' })
  externalId: string;
  @ApiProperty({ enum: FEEDBACK_KINDS, example: 'ticket' })
  kind: string;
  @ApiProperty({ type: String, nullable: true, example: 'The export takes ten minutes.' })
  text: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Slow export' })
  title: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'contact-17' })
  contactId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: FeedbackRatingDto, nullable: true })
  rating: FeedbackRatingDto | null;
  @ApiProperty({ type: String, nullable: true, example: 'en' })
  language: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'https://acme.zendesk.example/tickets/4711' })
  url: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  writtenAt: Date;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T10:00:00.000Z', description: 'Last edited in its source' })
  updatedAt: Date;
  @ApiProperty({
    format: 'date-time',
    example: '2026-03-02T10:00:01.120Z',
    description: 'When this revision was recorded',
  })
  revisedAt: Date;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['deleted', 'withdrawn', 'erased', null],
    example: null,
    description: 'Why it has no text any more: deleted in its source, removed over this API, or erased with its person',
  })
  removed: string | null;
}

/** A page of feedback items. */
export class FeedbackPageDto extends PageDto {
  @ApiProperty({ type: [FeedbackItemDto] })
  items: FeedbackItemDto[];
}
