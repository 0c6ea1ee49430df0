import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { DecisionDto } from './decision.dto.js';

/** About whom is asked. */
export class WhyFilterDto {
  @ApiProperty({ example: 'contact-17' })
  @IsString()
  @Length(1, 200)
  contactId: string;
}

/** A decision, and the same in words. */
export class ToldDecisionDto extends DecisionDto {
  @ApiProperty({ example: 'After support.case_closed … the contact was not asked by program after-support-case: …' })
  words: string;
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
  @ApiProperty({ type: [ToldDecisionDto], description: 'The last decisions, newest first' })
  decisions: ToldDecisionDto[];
}
