import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDate, IsIn, IsOptional, Length } from 'class-validator';
import { PageLimit, PageOffset } from '#service-kit';

const REASONS = ['opted_out', 'bounced', 'complained'] as const;

/** Who is not to be asked any more. */
export class SuppressionToRecordDto {
  @ApiProperty({ example: 'contact-17' })
  @Length(1, 200)
  contactId: string;

  @ApiProperty({ enum: ['opted_out'], description: 'What was told outside of Rapport' })
  @IsIn(['opted_out'])
  reason: 'opted_out';
}

/** Somebody who is asked no more. */
export class SuppressionDto {
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ enum: REASONS, example: 'opted_out', description: 'The first reason, where there were several' })
  reason: string;
  @ApiProperty({ format: 'date-time' })
  since: Date;
}

/** Which suppressions to list: the oldest first, `limit` of them after the first `offset`. */
export class SuppressionFilterDto {
  @ApiProperty({ required: false, enum: REASONS })
  @IsOptional()
  @IsIn(REASONS)
  reason?: (typeof REASONS)[number];

  @ApiProperty({ required: false, format: 'date-time', description: 'Suppressed then or later' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @ApiProperty({ required: false, format: 'date-time', description: 'Suppressed then or earlier' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;

  @PageOffset(10_000_000)
  offset = 0;

  @PageLimit(50)
  limit = 50;
}

/** Some of the suppressions. */
export class SuppressionPageDto {
  @ApiProperty({ type: [SuppressionDto] })
  items: SuppressionDto[];
}

/** Of whom the standing is asked for. */
export class StandingQuestionDto {
  @ApiProperty({ type: [String], example: ['contact-17'], maxItems: 200 })
  @IsArray()
  @ArrayMaxSize(200)
  @Length(1, 200, { each: true })
  contactIds: string[];
}

/** What a contact was sent, and is to be sent. */
export class ContactStandingDto {
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why the contact is asked no more' })
  suppressed: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When a survey was last sent' })
  lastSentAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the next one is due' })
  nextDueAt: Date | null;
}

/** The standing of contacts, in the order in which they were asked for. */
export class ContactStandingsDto {
  @ApiProperty({ type: [ContactStandingDto] })
  items: ContactStandingDto[];
}
