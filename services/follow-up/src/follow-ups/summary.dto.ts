import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';

/** Which follow-ups to count. */
export class SummaryQueryDto {
  @ApiProperty({ required: false, type: String, format: 'date-time', example: '2026-01-01T00:00:00Z' })
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: '$property must be a moment such as 2026-01-01T00:00:00Z' })
  since?: Date;
}

/** How many follow-ups there are of each kind. */
export class SummaryDto {
  @ApiProperty({ example: 12 })
  cases: number;
  @ApiProperty({ example: 30 })
  retentionSteps: number;
  @ApiProperty({ example: 58 })
  advocacyRequests: number;
}
