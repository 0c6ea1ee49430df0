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
  @ApiProperty({ ...FIELDS.contactId, required: false, example: 'contact-17', description: 'This, or an email' })
  contactId?: string;
  @ApiProperty({
    ...FIELDS.email,
    required: false,
    example: 'ana@acme.example',
    description: 'By which the contact is found; in place of contactId',
  })
  email?: string;
  @ApiProperty({ ...FIELDS.accountId, required: false, example: 'acme' })
  accountId?: string;
  @ApiProperty({ ...FIELDS.touchpoint, example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({
    ...FIELDS.metric,
    required: false,
    default: 'nps',
    example: 'nps',
    description: 'What the score measures: nps from 0 to 10, csat from 1 to 5, ces from 1 to 7',
  })
  metric?: string;
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
  @ApiProperty({
    ...FIELDS.source,
    required: false,
    example: 'old-survey',
    description: 'The system that it comes from',
  })
  source?: string;
  @ApiProperty({
    ...FIELDS.externalId,
    required: false,
    example: '4711',
    description: 'Its id in that system: what comes with it again is about the same response',
  })
  externalId?: string;
  @ApiProperty({
    ...FIELDS.updatedAt,
    required: false,
    example: '2026-03-01T09:30:00Z',
    description: 'When it was last changed in that system: nothing that is not newer changes the response',
  })
  updatedAt?: string;
  @ApiProperty({
    ...FIELDS.historic,
    required: false,
    default: false,
    example: false,
    description: 'Whether it counts on its own date (answeredAt), and nothing is done because of it',
  })
  historic?: boolean;
}
