import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

/** What becomes of an id that the directory does not know. */
export class ErasureOptionsDto {
  @ApiProperty({
    enum: ['refuse', 'accept'],
    required: false,
    default: 'refuse',
    description:
      '`accept` erases an id that the directory never heard of and other services may know, such as from answers over the API',
  })
  @IsIn(['refuse', 'accept'])
  unknown: 'refuse' | 'accept' = 'refuse';
}

/** What a service did about an erasure. */
export class ServiceAnswerDto {
  @ApiProperty({ example: 'response-intake' })
  service: string;
  @ApiProperty({
    enum: ['pending', 'completed', 'overdue'],
    description: '`overdue` when there was no answer for an hour',
  })
  state: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt: Date | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { responses: 2, deadLetters: 0 },
    description: 'How many records were removed or blanked, by what they are',
  })
  records: Readonly<Record<string, number>>;
}

/** What a Kafka topic still holds of an erased contact. */
export class TopicRemainsDto {
  @ApiProperty({ example: 'the name of a topic' })
  topic: string;
  @ApiProperty({ example: "the person's own words" })
  holds: string;
  @ApiProperty({ format: 'date-time', description: 'When nothing is left of it, at the latest' })
  until: Date;
  @ApiProperty({ example: 'records are removed when their time is over' })
  how: string;
}

/** The receipt of an erasure. */
export class ErasureDto {
  @ApiProperty({ format: 'uuid' })
  erasureId: string;
  @ApiProperty({ example: 'maria', description: 'The contact; the survivor where the id was merged away' })
  contactId: string;
  @ApiProperty({ type: [String], example: ['maria-2'], description: 'Ids that were merged into it, erased with it' })
  alsoErased: readonly string[];
  @ApiProperty({ enum: ['pending', 'completed'], description: '`completed` when every service answered' })
  state: string;
  @ApiProperty({ format: 'date-time' })
  erasedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt: Date | null;
  @ApiProperty({ example: 0, description: 'Upserts that came later and would have brought the person back' })
  droppedUpserts: number;
  @ApiProperty({ type: [ServiceAnswerDto] })
  services: readonly ServiceAnswerDto[];
  @ApiProperty({ type: [TopicRemainsDto] })
  topics: readonly TopicRemainsDto[];
}
