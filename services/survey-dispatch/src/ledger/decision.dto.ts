import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsString } from 'class-validator';
import { FilterText, PageDto, PageQueryDto } from '#service-kit';

const OUTCOMES = ['asked', 'deferred', 'suppressed', 'sampled_out', 'unreachable', 'no_matching_program'];

/** Which decisions to list. */
export class DecisionFilterDto extends PageQueryDto {
  @FilterText('contact-17')
  contactId?: string;

  @FilterText('evt-4711', 'CloudEvents id of the journey event')
  journeyEventId?: string;

  @ApiProperty({ required: false, enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: string;

  @FilterText('acme')
  accountId?: string;

  @FilterText('after-support-case')
  programId?: string;

  @FilterText('contact_quarantine', 'The rule that decided')
  reason?: string;

  @ApiProperty({ required: false, format: 'date-time', description: 'Decided then or later' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  since?: Date;

  @ApiProperty({ required: false, format: 'date-time', description: 'Decided before' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  until?: Date;
}

/** What became of a journey event for one program. */
export class DecisionDto {
  @ApiProperty({ format: 'uuid' })
  decisionId: string;
  @ApiProperty({ example: 'evt-4711', description: 'CloudEvents id of the journey event' })
  journeyEventId: string;
  @ApiProperty({ example: '/crm', description: 'CloudEvents source of the journey event' })
  journeyEventSource: string;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ type: String, nullable: true, example: 'after-support-case' })
  programId: string | null;
  @ApiProperty({ enum: OUTCOMES, example: 'suppressed' })
  outcome: string;
  @ApiProperty({ example: 'contact_quarantine', description: 'The rule that decided' })
  reason: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the contact may be asked again',
  })
  releaseAt: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when a deferred ask may still be made',
  })
  latestAt: Date | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Variant of the experiment that is asked' })
  variant: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'email', description: 'The channel that asks first' })
  channel: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a deferred ask came to its end',
  })
  settledAt: Date | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'What it made, when it asked' })
  invitationId: string | null;
  @ApiProperty({ format: 'date-time' })
  decidedAt: Date;
}

/** A page of decisions, newest first. */
export class DecisionPageDto extends PageDto {
  @ApiProperty({ type: [DecisionDto] })
  items: DecisionDto[];
}

/** Which decisions to count. */
export class DecisionSummaryFilterDto {
  @ApiProperty({ required: false, example: '/crm', description: 'CloudEvents source of the journey events' })
  @IsOptional()
  @IsString()
  source?: string;

  @ApiProperty({ required: false, format: 'date-time', description: 'Decided then or later; 30 days ago when absent' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  since?: Date;

  @ApiProperty({ required: false, format: 'date-time', description: 'Decided before' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  until?: Date;

  @FilterText('after-support-case')
  programId?: string;
}

/** How many decisions had one outcome for one reason. */
export class DecisionCountDto {
  @ApiProperty({ enum: OUTCOMES, example: 'suppressed' })
  outcome: string;
  @ApiProperty({ example: 'contact_quarantine' })
  reason: string;
  @ApiProperty({ example: 42 })
  count: number;
}

/** Decisions counted by outcome and reason. */
export class DecisionSummaryDto {
  @ApiProperty({ format: 'date-time' })
  since: Date;
  @ApiProperty({ example: 1042 })
  total: number;
  @ApiProperty({ type: [DecisionCountDto] })
  counts: DecisionCountDto[];
}
