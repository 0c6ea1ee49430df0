import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { FilterText } from '#service-kit';
import type { NpsGroupBy } from './nps-report.rules.js';

/** Whose NPS, when, and beside what. */
export class NpsQueryDto {
  @ApiProperty({
    required: false,
    format: 'date',
    example: '2026-01-01',
    description: 'First UTC day; 89 days before `to` when absent',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'from must be a date, YYYY-MM-DD' })
  from?: string;

  @ApiProperty({
    required: false,
    format: 'date',
    example: '2026-03-31',
    description: 'Last UTC day, included; today when absent. Three years after `from` at most',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'to must be a date, YYYY-MM-DD' })
  to?: string;

  @FilterText('enterprise', '`unknown` for accounts without a segment')
  segment?: string;

  @FilterText('onboarding.completed')
  touchpoint?: string;

  @ApiProperty({ required: false, enum: ['touchpoint', 'segment', 'day'], description: 'Adds the NPS of each group' })
  @IsOptional()
  @IsIn(['touchpoint', 'segment', 'day'])
  groupBy?: NpsGroupBy;

  @ApiProperty({ required: false, enum: ['previous'], description: 'Adds the window of equal length just before' })
  @IsOptional()
  @IsIn(['previous'])
  compare?: 'previous';
}
