import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, Matches } from 'class-validator';

const DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;

/** Whose comments, by the UTC day on which they were given. */
export class ThemeSummaryQueryDto {
  @ApiProperty({
    required: false,
    format: 'date',
    example: '2026-01-01',
    description: '89 days before `to` when absent',
  })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'from must be a date, YYYY-MM-DD' })
  @Matches(DAY, { message: 'from must be a date, YYYY-MM-DD' })
  from?: string;

  @ApiProperty({ required: false, format: 'date', example: '2026-03-31', description: 'Included; today when absent' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'to must be a date, YYYY-MM-DD' })
  @Matches(DAY, { message: 'to must be a date, YYYY-MM-DD' })
  to?: string;

  @ApiProperty({
    required: false,
    enum: ['feedback'],
    description: 'Counts feedback items from elsewhere as well; comments and text answers alone when absent',
  })
  @IsOptional()
  @IsIn(['feedback'])
  include?: string;
}

/** The days that were counted. */
export class ThemeWindowDto {
  @ApiProperty({ format: 'date', example: '2026-01-01' })
  from: string;
  @ApiProperty({ format: 'date', example: '2026-03-31', description: 'Included' })
  to: string;
}

/** How many comments speak of a theme, and how. */
export class ThemeSummaryDto {
  @ApiProperty({ example: 'support.responsiveness' })
  theme: string;
  @ApiProperty({ example: 41, description: 'Comments that speak of it' })
  total: number;
  @ApiProperty({ example: 12 })
  positive: number;
  @ApiProperty({ example: 3 })
  neutral: number;
  @ApiProperty({ example: 24 })
  negative: number;
  @ApiProperty({ example: 2 })
  mixed: number;
}

/** What the comments of a span of days speak of. */
export class ThemeSummariesDto {
  @ApiProperty()
  window: ThemeWindowDto;
  @ApiProperty({
    type: [ThemeSummaryDto],
    description: 'The most spoken of first; a comment counts for each of its themes',
  })
  themes: ThemeSummaryDto[];
}
