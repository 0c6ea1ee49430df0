import { ApiProperty } from '@nestjs/swagger';
import { ANSWER_FIELDS as FIELDS } from './answer.rules.js';

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
