import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '#service-kit';

/** A retention step as REST shows it. */
export class RetentionStepDto {
  @ApiProperty({ format: 'uuid' })
  stepId: string;
  @ApiProperty({ enum: ['planned', 'done', 'closed'] })
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
  @ApiProperty({ example: 7, description: 'The score that led to it' })
  score: number;
  @ApiProperty({ format: 'date-time' })
  plannedAt: Date;
  @ApiProperty({ format: 'date-time' })
  dueAt: Date;
}

/** A page of retention steps. */
export class RetentionStepPageDto extends PageDto {
  @ApiProperty({ type: [RetentionStepDto] })
  items: RetentionStepDto[];
}
