import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

/** The queue of a segment as REST shows it. */
export class QueueDto {
  @ApiProperty({ example: 'enterprise', description: 'A segment, or `default` for all others' })
  segment: string;
  @ApiProperty({ example: 'enterprise-success' })
  queue: string;
}

/** Which queue is to own a segment's follow-ups. */
export class AssignQueueDto {
  @ApiProperty({ example: 'enterprise-success' })
  @IsString()
  @Length(1, 200)
  @Matches(/^[^\0]*$/, { message: '$property must not hold U+0000' })
  queue: string;
}
