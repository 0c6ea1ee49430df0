import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { FilterText, Nested, PageDto, PageQueryDto } from '#service-kit';
import { BudgetPolicyDto } from '../budget/budget-policy.dto.js';
import { NewProgramDto } from '../programs/program.dto.js';

const OUTCOMES = ['asked', 'deferred', 'suppressed', 'sampled_out', 'unreachable', 'no_matching_program'];
const STATES = ['waiting', 'running', 'finished', 'cancelled', 'failed'];

/** What is tried dry over recorded events. */
export class NewDryRunDto {
  @ApiProperty({ example: 30, minimum: 1, maximum: 365, description: 'How many days of recorded events are replayed' })
  @IsInt()
  @Min(1)
  @Max(365)
  days: number;

  @ApiProperty({ required: false, example: 'after-training', description: 'A program, such as a draft, as if active' })
  @IsOptional()
  @IsString()
  programId?: string;

  @ApiProperty({
    required: false,
    type: NewProgramDto,
    description: 'A program that need not be there; it replaces one of the same id',
  })
  @IsOptional()
  @Nested(() => NewProgramDto)
  program?: NewProgramDto;

  @ApiProperty({ required: false, type: BudgetPolicyDto, description: 'Instead of the policy that holds' })
  @IsOptional()
  @Nested(() => BudgetPolicyDto)
  policy?: BudgetPolicyDto;
}

/** How often a program decided so, for a reason. */
export class DryRunTotalDto {
  @ApiProperty({ type: String, nullable: true, example: 'after-training' })
  programId: string | null;
  @ApiProperty({ enum: OUTCOMES, example: 'asked' })
  outcome: string;
  @ApiProperty({ example: 'within_contact_budget' })
  reason: string;
  @ApiProperty({ example: 42 })
  count: number;
}

/** The same on one day. */
export class DryRunCountDto extends DryRunTotalDto {
  @ApiProperty({ example: '2026-06-30', description: 'UTC; of an ask, when it would have been due' })
  day: string;
}

/** What became of asks that had to wait for the contact budget. */
export class DryRunDeferralsDto {
  @ApiProperty({ example: 12 })
  asked: number;
  @ApiProperty({ example: 3 })
  suppressed: number;
  @ApiProperty({ example: 5, description: 'Still waiting at the end of the time that is replayed' })
  waiting: number;
}

/** How asks spread over the days. */
export class DryRunLoadDto {
  @ApiProperty({ example: 420 })
  asks: number;
  @ApiProperty({ example: 14 })
  meanPerDay: number;
  @ApiProperty({ type: String, nullable: true, example: '2026-06-30' })
  busiestDay: string | null;
  @ApiProperty({ example: 21 })
  busiestDayAsks: number;
  @ApiProperty({ type: Number, nullable: true, example: 1.5, description: '1 is level; null where nobody is asked' })
  maxToMean: number | null;
}

/** A dry run without its report. */
export class DryRunSummaryDto {
  @ApiProperty({ format: 'uuid' })
  dryRunId: string;
  @ApiProperty({ enum: STATES, example: 'finished' })
  state: string;
  @ApiProperty({ example: 30 })
  days: number;
  @ApiProperty({ type: String, nullable: true, example: 'after-training', description: 'The program that is tried' })
  programId: string | null;
  @ApiProperty({ format: 'date-time' })
  askedForAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null until it is over' })
  finishedAt: Date | null;
  @ApiProperty({ example: 100, description: 'How much is done' })
  percent: number;
  @ApiProperty({ example: 1042, description: 'How many events were replayed so far' })
  events: number;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it failed' })
  failure: string | null;
}

/** A dry run and its report, which is empty until it is finished. Contacts are taken as they are known now. */
export class DryRunDto extends DryRunSummaryDto {
  @ApiProperty({ type: [DryRunCountDto], description: 'What would have become of each event in the end' })
  counts: DryRunCountDto[];
  @ApiProperty({ type: [DryRunTotalDto], description: 'What really became of them' })
  recorded: DryRunTotalDto[];
  @ApiProperty({ type: DryRunDeferralsDto, nullable: true })
  deferrals: DryRunDeferralsDto | null;
  @ApiProperty({ type: DryRunLoadDto, nullable: true })
  load: DryRunLoadDto | null;
  @ApiProperty({ type: DryRunLoadDto, nullable: true, description: 'The load that there really was' })
  recordedLoad: DryRunLoadDto | null;
  @ApiProperty({ type: [String], example: [], description: 'What is remarkable about it' })
  notes: string[];
}

/** A page of dry runs, newest first. */
export class DryRunPageDto extends PageDto {
  @ApiProperty({ type: [DryRunSummaryDto] })
  items: DryRunSummaryDto[];
}

/** Which contacts of a dry run to list. */
export class DryRunContactFilterDto extends PageQueryDto {
  @ApiProperty({ required: false, enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: string;

  @FilterText('after-training')
  programId?: string;

  @FilterText('contact_quarantine')
  reason?: string;
}

/** A contact, and what would have become of an event for a program. */
export class DryRunContactDto extends OmitType(DryRunTotalDto, ['count']) {
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ example: 'evt-4711' })
  journeyEventId: string;
  @ApiProperty({ format: 'date-time', description: 'When; of an ask, when it would have been due' })
  at: Date;
}

/** A page of a dry run's contacts. */
export class DryRunContactPageDto extends PageDto {
  @ApiProperty({ type: [DryRunContactDto] })
  items: DryRunContactDto[];
}
