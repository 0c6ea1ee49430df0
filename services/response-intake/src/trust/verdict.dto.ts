import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { TrustState } from './trust.rules.js';

/** Why a response is not to count. */
export class ExclusionDto {
  @ApiProperty({
    example: 'sent by our own test suite',
    maxLength: 500,
    description: 'Everyone who reads the response reads it',
  })
  @Matches(/^(?=[\s\S]*\S)[^\0]{1,500}$/, {
    message: '$property must be text of 1 to 500 characters that says something, without U+0000',
  })
  reason: string;
}

/** Where a response stands after a verdict. */
export class VerdictDto {
  @ApiProperty({ format: 'uuid', example: '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18' })
  responseId: string;
  @ApiProperty({ example: 2, description: 'The revision that the verdict made' })
  revision: number;
  @ApiProperty({ enum: ['confirmed', 'set_aside', 'excluded'], example: 'excluded' })
  state: TrustState;
  @ApiProperty({ type: String, nullable: true, example: 'sent by our own test suite' })
  stateReason: string | null;
  @ApiProperty({ example: 'key-7', description: 'The API key of whoever decided' })
  changedBy: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:31:12.000Z' })
  revisedAt: Date;
}
