import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import type { Channel } from './response.rules.js';

const RESPONSE_ID = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';

/** Says which revision of which response an answer made. */
export class ReceiptDto {
  @ApiProperty({ format: 'uuid', example: RESPONSE_ID })
  responseId: string;
  @ApiProperty({ example: 1, description: 'Grows by one with every change' })
  revision: number;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'The day it counts for' })
  answeredAt: string;
  @ApiProperty({
    format: 'date-time',
    example: '2026-03-01T09:30:00.000Z',
    description: 'When this revision was given',
  })
  revisedAt: string;
}

/** One revision of a response. */
export class RevisionDto {
  @ApiProperty({ example: 2 })
  revision: number;
  @ApiProperty({ example: 9, minimum: 0, maximum: 10 })
  score: number;
  @ApiProperty({ type: String, nullable: true, example: 'The new reports save me an hour a week.' })
  comment: string | null;
  @ApiProperty({ enum: ['page', 'api'], description: 'Given by the respondent on the page, or by an integrator' })
  channel: Channel;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:31:12.000Z' })
  revisedAt: Date;
}

/** A response as it is now. */
export class ResponseDto extends RevisionDto {
  @ApiProperty({ format: 'uuid', example: RESPONSE_ID })
  responseId: string;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: String, nullable: true, example: '0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60' })
  invitationId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'after-support-case' })
  programId: string | null;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'The day it counts for' })
  answeredAt: Date;
}

/** A page of responses. */
export class ResponsePageDto {
  @ApiProperty({ type: [ResponseDto] })
  items: ResponseDto[];
  @ApiProperty({ type: String, nullable: true, example: RESPONSE_ID, description: 'Null on the last page' })
  nextCursor: string | null;
}

/** Which responses to list, and from where. */
export class ResponseFilterDto {
  @ApiProperty({ required: false, example: 'contact-17' })
  @IsOptional()
  @IsString()
  contactId?: string;

  @ApiProperty({ required: false, example: '0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60' })
  @IsOptional()
  @IsString()
  invitationId?: string;

  @ApiProperty({ required: false, example: 'support.case_closed' })
  @IsOptional()
  @IsString()
  touchpoint?: string;

  @ApiProperty({ required: false, example: RESPONSE_ID, description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiProperty({ required: false, default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;
}
