import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

const IsName = () =>
  applyDecorators(IsString(), Length(1, 200), Matches(/^[^\0]*$/, { message: '$property must not hold U+0000' }));

/** Names a segment, or `default` for all others. */
export class SegmentDto {
  @ApiProperty({ example: 'enterprise', description: 'A segment, or `default` for all others' })
  @IsName()
  segment: string;
}

/** Which queue is to own a segment's follow-ups. */
export class AssignQueueDto {
  @ApiProperty({ example: 'enterprise-success' })
  @IsName()
  queue: string;
}

/** The queue of a segment as REST shows it. */
export class QueueDto extends SegmentDto {
  @ApiProperty({ example: 'enterprise-success' })
  queue: string;
}
