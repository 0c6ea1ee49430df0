import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** How far to look back. */
export class UnmappedQueryDto {
  @ApiProperty({ type: Number, required: false, default: 7, minimum: 1, maximum: 30 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(30)
  days = 7;

  @ApiProperty({ type: Number, required: false, default: 100, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 100;
}

/** Messages of one kind that had no effect. */
class WithoutEffectDto {
  @ApiProperty({ example: 'track' })
  type: string;
  @ApiProperty({ example: 'Invoice Paid', description: 'Empty where the type has none' })
  event: string;
  @ApiProperty({
    enum: [
      'unmapped_event',
      'condition_not_met',
      'no_contact_id',
      'no_account_id',
      'contacts_not_wanted',
      'contact_erased',
      'more_than_30_days_ago',
      'refused',
    ],
    description: '`refused` ones are dead letters, each with its reason',
  })
  reason: string;
  @ApiProperty({ example: 12 })
  messages: number;
  @ApiProperty({ format: 'date-time' })
  lastAt: Date;
}

/** What had no effect lately. */
export class UnmappedDto {
  @ApiProperty({ format: 'date', example: '2026-01-02', description: 'First day that is counted, UTC' })
  since: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { mapped: 1200, unmapped_event: 12 },
    description: 'Messages by what became of them',
  })
  totals: Record<string, number>;
  @ApiProperty({ type: [WithoutEffectDto] })
  items: WithoutEffectDto[];
}
