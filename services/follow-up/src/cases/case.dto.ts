import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { FilterText, PageDto } from '#service-kit';
import { FollowUpFilterDto } from '../follow-ups/follow-up-filter.dto.js';
import type { OwnerSource } from '../queues/owner.rules.js';
import { TaskDto } from '../tasks/task.dto.js';
import type { Priority } from './case.rules.js';

/** Which cases to list. */
export class CaseFilterDto extends FollowUpFilterDto {
  @FilterText('csm.ana')
  owner?: string;

  @ApiProperty({ required: false, enum: ['open', 'closed'] })
  @IsOptional()
  @IsIn(['open', 'closed'])
  state?: string;
}

/** A case as lists show it. */
export class CaseDto {
  @ApiProperty({ format: 'uuid' })
  caseId: string;
  @ApiProperty({ enum: ['open', 'closed'] })
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
  @ApiProperty({ enum: ['account_owner', 'segment_queue', 'default_queue'] })
  ownerSource: OwnerSource;
  @ApiProperty({ enum: ['urgent', 'high', 'normal'] })
  priority: Priority;
  @ApiProperty({ example: 3, description: 'The score that opened the case' })
  score: number;
  @ApiProperty({ example: 7, description: 'The score after the latest revision of the response' })
  currentScore: number;
  @ApiProperty({ enum: ['promoter', 'passive', 'detractor'] })
  currentCategory: string;
  @ApiProperty({ format: 'date-time' })
  openedAt: Date;
  @ApiProperty({ format: 'date-time' })
  firstContactDueAt: Date;
  @ApiProperty({ format: 'date-time' })
  resolutionDueAt: Date;
}

/** A page of cases. */
export class CasePageDto extends PageDto {
  @ApiProperty({ type: [CaseDto] })
  items: CaseDto[];
}

/** A theme of the comment. */
export class CaseThemeDto {
  @ApiProperty({ example: 'support.responsiveness' })
  theme: string;
  @ApiProperty({ enum: ['positive', 'neutral', 'negative', 'mixed'] })
  sentiment: string;
  @ApiProperty({ type: [String], example: ['waited three days'], description: 'The words that show it' })
  evidence: readonly string[];
}

/** What tagging found in the comment. */
export class CaseInsightDto {
  @ApiProperty({ example: 1, description: 'The revision of the response that was read' })
  revision: number;
  @ApiProperty({ example: 'en' })
  language: string;
  @ApiProperty({ enum: ['positive', 'neutral', 'negative', 'mixed'] })
  sentiment: string;
  @ApiProperty({ type: [CaseThemeDto] })
  themes: CaseThemeDto[];
}

/** Something that happened to a case after it was opened. */
export class CaseEventDto {
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:30:00.000Z' })
  at: string;
  @ApiProperty({ enum: ['closed', 'reopened'], example: 'closed' })
  change: string;
  @ApiProperty({ example: 'response excluded' })
  reason: string;
  @ApiProperty({ example: 2, description: 'The revision of the response that led to it' })
  revision: number;
}

/** A case with all that its owner needs. */
export class CaseDetailDto extends CaseDto {
  @ApiProperty({ type: String, nullable: true, example: 'Maria' })
  contactName: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Acme Ltd' })
  accountName: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'I waited three days for an answer' })
  comment: string | null;
  @ApiProperty({ type: CaseInsightDto, nullable: true })
  insight: CaseInsightDto | null;
  @ApiProperty({ type: [CaseEventDto], description: 'What happened to it after it was opened, the oldest first' })
  history: readonly CaseEventDto[];
  @ApiProperty({ type: [TaskDto] })
  tasks: TaskDto[];
}
