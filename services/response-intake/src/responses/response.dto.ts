import { ApiProperty } from '@nestjs/swagger';
import { FilterText, PageDto, PageQueryDto } from '#service-kit';
import type { FollowUpAnswer } from '#survey-documents';
import { GivenAnswerDto } from './answer.dto.js';
import type { Channel } from './response.rules.js';

const RESPONSE_ID = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';

/** Says which revision of which response an answer made. */
export class ReceiptDto {
  @ApiProperty({ format: 'uuid', example: RESPONSE_ID })
  responseId: string;
  @ApiProperty({ example: 1, description: 'Grows by one with every change' })
  revision: number;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'The day it counts for' })
  answeredAt: string;
  @ApiProperty({
    format: 'date-time',
    example: '2026-03-01T09:30:00.000Z',
    description: 'When this revision was given',
  })
  revisedAt: string;
}

/** The answer to a follow-up question. */
export class FollowUpAnswerDto extends GivenAnswerDto {
  @ApiProperty({ enum: ['text', 'rating', 'single_choice', 'multiple_choice'], example: 'single_choice' })
  kind: FollowUpAnswer['kind'];
}

/** One revision of a response. */
export class RevisionDto {
  @ApiProperty({ example: 2 })
  revision: number;
  @ApiProperty({ example: 9, minimum: 0, maximum: 10 })
  score: number;
  @ApiProperty({ type: String, nullable: true, example: 'The new reports save me an hour a week.' })
  comment: string | null;
  @ApiProperty({ type: [FollowUpAnswerDto], nullable: true, description: 'To follow-up questions, in their order' })
  answers?: readonly FollowUpAnswer[] | null;
  @ApiProperty({ enum: ['page', 'api'], description: 'Given by the respondent on the page, or by an integrator' })
  channel: Channel;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:31:12.000Z' })
  revisedAt: Date;
}

/** A response as it is now. */
export class ResponseDto extends RevisionDto {
  @ApiProperty({ format: 'uuid', example: RESPONSE_ID })
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
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'The day it counts for' })
  answeredAt: Date;
}

/** A page of responses. */
export class ResponsePageDto extends PageDto {
  @ApiProperty({ type: [ResponseDto] })
  items: ResponseDto[];
}

/** Which responses to list, and from where. */
export class ResponseFilterDto extends PageQueryDto {
  @FilterText('contact-17')
  contactId?: string;

  @FilterText('0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60')
  invitationId?: string;

  @FilterText('support.case_closed')
  touchpoint?: string;
}
