import { ApiProperty } from '@nestjs/swagger';
import { ANSWER_FIELDS as FIELDS, MAX_COMMENT } from './answer.rules.js';

/** An answer to a follow-up question, as documented: with the value that its kind takes, or none to take it away. */
export class GivenAnswerDto {
  @ApiProperty({ example: 'disappointment', description: 'Id of the question in its survey' })
  questionId: string;
  @ApiProperty({ required: false, maxLength: MAX_COMMENT, example: 'The waiting.' })
  text?: string;
  @ApiProperty({ required: false, type: 'integer', minimum: 1, example: 4 })
  rating?: number;
  @ApiProperty({ required: false, type: [String], example: ['waiting'], description: 'Ids of the choices' })
  choices?: string[];
}

/** An answer to an invitation, as documented; `answer-body.dto.ts` checks it. */
export class InvitedAnswerDto {
  @ApiProperty({ ...FIELDS.invitationId, example: '0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60' })
  invitationId: string;
  @ApiProperty({ ...FIELDS.score, example: 9 })
  score: number;
  @ApiProperty({
    ...FIELDS.comment,
    required: false,
    example: 'The new reports save me an hour a week.',
    description: 'Stays as it is when absent; empty takes it away',
  })
  comment?: string;
  @ApiProperty({
    type: [GivenAnswerDto],
    required: false,
    description: 'To follow-up questions that are shown after this score; those not named stay as they are',
  })
  answers?: GivenAnswerDto[];
}

/** An answer about a touchpoint that was not asked for by an invitation, as documented. */
export class UninvitedAnswerDto {
  @ApiProperty({ ...FIELDS.contactId, example: 'contact-17' })
  contactId: string;
  @ApiProperty({ ...FIELDS.accountId, required: false, example: 'acme' })
  accountId?: string;
  @ApiProperty({ ...FIELDS.touchpoint, example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ ...FIELDS.score, example: 3 })
  score: number;
  @ApiProperty({ ...FIELDS.comment, required: false, example: 'I waited two days for an answer.' })
  comment?: string;
  @ApiProperty({
    ...FIELDS.answeredAt,
    required: false,
    example: '2026-03-01T09:30:00Z',
    description: 'The day the answer counts for, not in the future; now when absent',
  })
  answeredAt?: string;
}
