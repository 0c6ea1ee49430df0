import { ApiProperty } from '@nestjs/swagger';
import { MaxLength } from 'class-validator';

/** Which response. */
export class ScoreParamsDto {
  @ApiProperty({ example: '0199a7c4-9d1e-7b52-8c11-3f6f2f9f4b70' })
  @MaxLength(200)
  responseId: string;
}

/** A response's score as REST shows it. */
export class ScoreDto {
  @ApiProperty({ example: '0199a7c4-9d1e-7b52-8c11-3f6f2f9f4b70' })
  responseId: string;
  @ApiProperty({ example: 2, description: 'The revision that counts' })
  revision: number;
  @ApiProperty({ example: 9, minimum: 0, maximum: 10 })
  score: number;
  @ApiProperty({ example: true, description: 'Not where the response was set aside or excluded' })
  counts: boolean;
  @ApiProperty({ enum: ['promoter', 'passive', 'detractor'], example: 'promoter' })
  category: string;
  @ApiProperty({ type: String, nullable: true, enum: ['promoter', 'passive', 'detractor', null], example: 'passive' })
  previousCategory: string | null;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: String, nullable: true, example: '0199a7b0-52c8-7c11-9a34-0b9d2c3b7a11' })
  invitationId: string | null;
  @ApiProperty({ format: 'date', example: '2026-03-02', description: 'The UTC day that the response counts for' })
  day: string;
  @ApiProperty({ example: 'onboarding.completed' })
  touchpoint: string;
  @ApiProperty({
    example: 'enterprise',
    description:
      'The segment of the account when the response was first scored, `unknown` where it had none then. It stays when the account moves to another segment, or gets its first one later',
  })
  segment: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:30:00.000Z' })
  answeredAt: Date;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:30:00.120Z' })
  scoredAt: Date;
}
