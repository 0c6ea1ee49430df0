import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { ConditionDto } from '../programs/program-parts.dto.js';
import { DecisionDto } from './decision.dto.js';

/** About whom is asked. */
export class WhyFilterDto {
  @ApiProperty({ example: 'contact-17' })
  @IsString()
  @Length(1, 200)
  contactId: string;
}

/** What became of the invitation of a decision. */
export class ToldInvitationDto {
  @ApiProperty({ example: 'sent' })
  state: string;
  @ApiProperty({ example: 'email' })
  channel: string;
  @ApiProperty({ format: 'date-time' })
  dueAt: Date;
  @ApiProperty({ example: false, description: 'Whether it waits because its program is paused' })
  isHeld: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt: Date | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  failure: string | null;
}

/** The ask that came before. */
export class AskBeforeDto {
  @ApiProperty({ example: 'after-onboarding' })
  programId: string;
  @ApiProperty({ format: 'date-time' })
  at: Date;
}

/** A decision, what it was decided by, and the same in words. */
export class ToldDecisionDto extends DecisionDto {
  @ApiProperty({ example: 'After support.case_closed … the contact was not asked by program after-support-case: …' })
  words: string;
  @ApiProperty({ type: ToldInvitationDto, nullable: true, description: 'Where it asked' })
  invitation: ToldInvitationDto | null;
  @ApiProperty({ type: AskBeforeDto, nullable: true, description: 'Where a window of the budget decided' })
  askBefore: AskBeforeDto | null;
  @ApiProperty({
    type: [ConditionDto],
    description: 'Where the audience decided: what does not hold as things are now',
  })
  missed: ConditionDto[];
}

/** An event that waits for its contact to become known. */
export class WaitingEventDto {
  @ApiProperty({ example: 'evt-4711' })
  journeyEventId: string;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ format: 'date-time' })
  since: Date;
  @ApiProperty({ format: 'date-time', description: 'When it is given up' })
  until: Date;
}

/** Why a contact was, or was not, asked lately. */
export class WhyDto {
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ example: 'The contact was never asked. …', description: 'How things are now' })
  words: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastAskedAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastRelationshipAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastTouchpointAt: Date | null;
  @ApiProperty({ type: String, nullable: true, example: 'opted_out', description: 'Why nobody may ask' })
  blocked: string | null;
  @ApiProperty({ example: 0, description: 'Reminders so far' })
  reminders: number;
  @ApiProperty({ example: 1, description: 'Asks that wait for the budget' })
  deferred: number;
  @ApiProperty({ type: [WaitingEventDto], description: 'Events that wait for the contact to become known' })
  waiting: WaitingEventDto[];
  @ApiProperty({ type: [ToldDecisionDto], description: 'The last decisions, newest first' })
  decisions: ToldDecisionDto[];
}
