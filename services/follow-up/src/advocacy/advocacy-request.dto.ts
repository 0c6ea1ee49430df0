import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '#service-kit';
import type { AdvocacyKind } from './advocacy-request.rules.js';

/** An advocacy request as REST shows it. */
export class AdvocacyRequestDto {
  @ApiProperty({ format: 'uuid' })
  requestId: string;
  @ApiProperty({ enum: ['review', 'referral', 'testimonial'] })
  kind: AdvocacyKind;
  @ApiProperty({ enum: ['requested', 'closed'] })
  state: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it is closed, where it is' })
  closeReason: string | null;
  @ApiProperty({ example: '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b' })
  responseId: string;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ example: 'csm.ana', description: 'A customer success manager or a queue' })
  owner: string;
  @ApiProperty({ example: 10, description: 'The score that led to it' })
  score: number;
  @ApiProperty({ format: 'date-time' })
  requestedAt: Date;
}

/** A page of advocacy requests. */
export class AdvocacyRequestPageDto extends PageDto {
  @ApiProperty({ type: [AdvocacyRequestDto] })
  items: AdvocacyRequestDto[];
}
