import { ApiProperty } from '@nestjs/swagger';
import type { FollowUpAnswer, Metric } from '#survey-documents';
import { GivenAnswerDto } from '../responses/answer.dto.js';
import type { Change, Channel } from '../responses/response.rules.js';
import type { TrustState } from '../trust/trust.rules.js';
import type { ReadResponse, RevisionRow } from './read-response.rules.js';
import { CATEGORIES, STATES } from './response-filter.rules.js';

/** The ways on which answers come in. */
export const CHANNELS: Channel[] = ['page', 'widget', 'link', 'kiosk', 'api', 'import'];

const CHANGES: Change[] = ['answered', 'revised', 'confirmed', 'set_aside', 'excluded', 'restored'];

/** The answer to a follow-up question. */
export class FollowUpAnswerDto extends GivenAnswerDto {
  @ApiProperty({ enum: ['text', 'rating', 'single_choice', 'multiple_choice'], example: 'single_choice' })
  kind: FollowUpAnswer['kind'];
}

/** One revision of a response: what it said, how far it was trusted, and who made it. */
export class RevisionDto implements RevisionRow {
  @ApiProperty({ example: 2 })
  revision: number;
  @ApiProperty({ example: 9, minimum: 0, maximum: 10 })
  score: number;
  @ApiProperty({ type: String, nullable: true, example: 'The new reports save me an hour a week.' })
  comment: string | null;
  @ApiProperty({ type: [FollowUpAnswerDto], nullable: true, description: 'To follow-up questions, in their order' })
  answers?: readonly FollowUpAnswer[] | null;
  @ApiProperty({ enum: CHANNELS, example: 'page', description: 'How it was given' })
  channel: Channel;
  @ApiProperty({ enum: STATES, example: 'confirmed', description: '`provisional` and `confirmed` count' })
  state: TrustState;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it was set aside or excluded' })
  stateReason: string | null;
  @ApiProperty({ enum: CHANGES, example: 'revised', description: 'What made this revision' })
  change: Change;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Who made it, where it was not the respondent: the name of an API key, or a rule',
  })
  changedBy: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:31:12.000Z', description: 'When it was made' })
  revisedAt: Date;
}

/** A response as it is now. */
export class ResponseDto extends RevisionDto implements ReadResponse {
  @ApiProperty({ format: 'uuid', example: '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18' })
  responseId: string;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: String, nullable: true, example: '0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60' })
  invitationId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'after-support-case' })
  programId: string | null;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ enum: ['nps', 'csat', 'ces'], example: 'nps' })
  metric: Metric;
  @ApiProperty({ type: String, enum: CATEGORIES, nullable: true, example: 'promoter', description: 'Of the score' })
  category: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'The system that it came from, if any' })
  source: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Its id in the source' })
  externalId: string | null;
  @ApiProperty({ example: false, description: 'Taken over as history: it counts, and nothing is done because of it' })
  historic: boolean;
  @ApiProperty({
    example: false,
    description: 'Nobody knows who gave it: the contact id stands for this response alone',
  })
  anonymous: boolean;
  @ApiProperty({ type: Number, nullable: true, example: 12.5, description: 'From the question to the first answer' })
  secondsToAnswer: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'Firefox', description: 'What it was given with, if known' })
  userAgentFamily: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'The day it counts for' })
  answeredAt: Date;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'When it came in' })
  createdAt: Date;
}

/** A page of responses. */
export class ResponsePageDto {
  @ApiProperty({ type: [ResponseDto] })
  items: ResponseDto[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'bWZrT2x4V2d0UWpZIDAxOTBkM2E1LTFmMDItN2MxMS04YTRlLTliNmYwZDJjNGUxOA',
    description: 'Where the next page of the same filters begins, if any',
  })
  nextCursor: string | null;
}
