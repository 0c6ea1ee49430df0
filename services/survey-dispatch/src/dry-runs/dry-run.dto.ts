import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import { BudgetPolicyDto } from '../budget/budget-policy.dto.js';

/** What is tried dry over recorded events. */
export class NewDryRunDto {
  @ApiProperty({ example: 30, minimum: 1, maximum: 365, description: 'How many days of recorded events are replayed' })
  @IsInt()
  @Min(1)
  @Max(365)
  days: number;

  @ApiProperty({ required: false, example: 'after-training', description: 'A program that counts as active' })
  @IsOptional()
  @IsString()
  programId?: string;

  @ApiProperty({ required: false, type: BudgetPolicyDto, description: 'Instead of the policy that holds' })
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetPolicyDto)
  policy?: BudgetPolicyDto;
}

/** How many would have been decided how on a day. */
export class DryRunCountDto {
  @ApiProperty({ example: '2026-06-30', description: 'UTC; of an ask, when it would have been due' })
  day: string;
  @ApiProperty({ example: 'asked' })
  outcome: string;
  @ApiProperty({ example: 'within_contact_budget' })
  reason: string;
  @ApiProperty({ example: 42 })
  count: number;
}

/** A dry run and its report. */
export class DryRunDto {
  @ApiProperty({ format: 'uuid' })
  dryRunId: string;
  @ApiProperty({ format: 'date-time' })
  askedForAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null while it runs' })
  finishedAt: Date | null;
  @ApiProperty({ type: Number, nullable: true, example: 1042, description: 'How many events were replayed' })
  events: number | null;
  @ApiProperty({ type: [DryRunCountDto], description: 'What was deferred is counted again when it is decided anew' })
  counts: DryRunCountDto[];
}
