import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsObject, IsOptional, Length } from 'class-validator';

const EXAMPLE = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';

/** One occurrence of a touchpoint for one contact, as a caller sends it. */
export class JourneyEventToRecordDto {
  @ApiProperty({ example: 'contact-17' })
  @Length(1, 200)
  contactId: string;

  @ApiProperty({ example: 'support.case_closed' })
  @Length(1, 200)
  touchpoint: string;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'When it happened: not in the future, not older than 30 days; now when absent',
  })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  occurredAt?: Date;

  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'Decided then rather than now; a year ahead at the most',
  })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  decideAt?: Date;

  @ApiProperty({ required: false, example: 'acme', description: "Where it is not the contact's own" })
  @IsOptional()
  @Length(1, 200)
  accountId?: string;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    example: { caseId: '4711' },
    description: 'For the conditions of audiences; 16 KiB at the most',
  })
  @IsOptional()
  @IsObject()
  attributes?: Record<string, unknown>;
}

/** Under which id a journey event was taken. */
export class JourneyEventReceiptDto {
  @ApiProperty({ example: EXAMPLE, description: 'By which its decisions and invitations are found' })
  journeyEventId: string;

  @ApiProperty({ format: 'date-time', description: 'When it is decided; earlier than now where that is at once' })
  decideAt: Date;
}

/** Whom nothing that is not sent yet is to reach. */
export class WithdrawalDto {
  @ApiProperty({ example: 'contact-17' })
  @Length(1, 200)
  contactId: string;

  @ApiProperty({ example: 'the order was taken back', description: 'Kept with what is taken back' })
  @Length(1, 200)
  reason: string;
}

/** How much was taken back. */
export class WithdrawnDto {
  @ApiProperty({ example: 1, description: 'Invitations of which nothing had been sent' })
  invitations: number;

  @ApiProperty({ example: 0, description: 'Asks that waited for the contact budget' })
  deferredAsks: number;

  @ApiProperty({ example: 0, description: 'Journey events that were not decided yet' })
  journeyEvents: number;
}
