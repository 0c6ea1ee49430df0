import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { FilterText, PageDto, PageQueryDto } from '#service-kit';
import { CHANNELS } from '../programs/channel.rules.js';
import { STATES } from './invitation-state.rules.js';

/** Which invitations to list. */
export class InvitationFilterDto extends PageQueryDto {
  @FilterText('contact-17')
  contactId?: string;

  @FilterText('evt-4711', 'CloudEvents id of the journey event')
  journeyEventId?: string;
}

/** One ask of one contact. It names no address. */
export class InvitationDto {
  @ApiProperty({ format: 'uuid' })
  invitationId: string;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ example: 'after-support-case' })
  programId: string;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ example: 'evt-4711', description: 'CloudEvents id of the journey event that led to it' })
  journeyEventId: string;
  @ApiProperty({ example: 'evt-4711', description: 'The same for everything that follows from one first event' })
  correlationId: string;
  @ApiProperty({ example: 'nps-support-case' })
  surveyId: string;
  @ApiProperty({ example: 1, description: 'The version of the survey that it asks' })
  surveyVersion: number;
  @ApiProperty({ example: 'How likely are you to recommend us?', description: 'The metric question as it is asked' })
  question: string;
  @ApiProperty({ example: 'pt', description: 'Language of the question' })
  locale: string;
  @ApiProperty({
    enum: STATES,
    description: '`unknown`: it may have been delivered or not, and is never sent again',
  })
  state: string;
  @ApiProperty({ enum: CHANNELS, example: 'sms', description: 'The channel that it goes (or went) over' })
  channel: string;
  @ApiProperty({ enum: CHANNELS, isArray: true, example: ['email'], description: 'Tried next, where that refuses it' })
  fallbackChannels: string[];
  @ApiProperty({ format: 'date-time', description: 'When it is (or was last) to be sent' })
  dueAt: Date;
  @ApiProperty({ format: 'date-time', description: 'Until when it can be answered' })
  expiresAt: Date;
  @ApiProperty({ example: 1, description: 'How often sending was tried' })
  attempts: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was sent or given up' })
  endedAt: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'SMTP 451 4.7.1 to RCPT TO',
    description: 'What went wrong last',
  })
  failure: string | null;
}

/** A page of invitations, newest first. */
export class InvitationPageDto extends PageDto {
  @ApiProperty({ type: [InvitationDto] })
  items: InvitationDto[];
}

/** One step of an invitation's life. */
export class InvitationChangeDto {
  @ApiProperty({ enum: [...STATES, 'rerouted', 'reminded', 'reminder_failed', 'reminder_unknown'], example: 'sent' })
  change: string;
  @ApiProperty({ format: 'date-time' })
  at: Date;
  @ApiProperty({ type: String, nullable: true, example: 'SMTP 550 5.1.1 to RCPT TO' })
  reason: string | null;
}

/** An invitation with all that became of it. */
export class InvitationWithHistoryDto extends InvitationDto {
  @ApiProperty({ type: [InvitationChangeDto], description: 'Oldest first; it begins with the scheduling' })
  history: InvitationChangeDto[];
}

/** Why an invitation is taken back. */
export class CancelInvitationDto {
  @ApiProperty({ example: 'the case was opened again', minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  reason: string;
}
