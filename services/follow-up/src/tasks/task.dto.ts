import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional } from 'class-validator';
import { FilterText, PageDto, PageQueryDto } from '#service-kit';

/** Which tasks to list. */
export class TaskFilterDto extends PageQueryDto {
  @FilterText('csm.ana')
  owner?: string;

  @ApiProperty({ required: false, enum: ['open', 'done', 'closed'], default: 'open' })
  @IsIn(['open', 'done', 'closed'])
  state = 'open';

  @ApiProperty({ required: false, type: String, format: 'date-time', example: '2026-01-12T17:00:00Z' })
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: '$property must be a moment such as 2026-01-12T17:00:00Z' })
  dueBefore?: Date;
}

/** A task as REST shows it. */
export class TaskDto {
  @ApiProperty({ format: 'uuid' })
  taskId: string;
  @ApiProperty({ format: 'uuid' })
  caseId: string;
  @ApiProperty({ enum: ['call'] })
  kind: string;
  @ApiProperty({ example: 'Call Maria of Acme Ltd about a score of 3' })
  title: string;
  @ApiProperty({ example: 'csm.ana' })
  owner: string;
  @ApiProperty({ enum: ['open', 'done', 'closed'] })
  state: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it is closed, where it is' })
  closeReason: string | null;
  @ApiProperty({ enum: ['urgent', 'high', 'normal'], description: 'Priority of the case' })
  priority: string;
  @ApiProperty({ format: 'date-time' })
  dueAt: Date;
  @ApiProperty({ format: 'date-time' })
  createdAt: Date;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'Maria' })
  contactName: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Acme Ltd' })
  accountName: string | null;
  @ApiProperty({ example: 3, description: 'The score that opened the case' })
  score: number;
}

/** A page of tasks. */
export class TaskPageDto extends PageDto {
  @ApiProperty({ type: [TaskDto] })
  items: TaskDto[];
}
