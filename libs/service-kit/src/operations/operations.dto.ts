import { ApiProperty } from '@nestjs/swagger';
import { IsString, MinLength } from 'class-validator';
import { contracts } from '#contracts';
import { PageDto } from '../http/page.js';

/** Names a parked key. */
export class ParkedKeyRefDto {
  @ApiProperty({ example: 'open-case-when-response-scored' })
  @IsString()
  @MinLength(1)
  consumer: string;

  @ApiProperty({ example: 'contact-17', description: "The record's key" })
  @IsString()
  key: string;
}

/** A record that a consumer gave up. */
export class DeadLetterDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 'decide-when-journey-event-recorded' })
  consumer: string;
  @ApiProperty({ example: 'occurredAt is missing' })
  reason: string;
  @ApiProperty({ type: String, nullable: true, example: 'occurredAt' })
  field: string | null;
  @ApiProperty({ example: contracts.journeyEventRecorded.topic })
  topic: string;
  @ApiProperty({ example: 3 })
  partition: number;
  @ApiProperty({ example: '1042' })
  offset: string;
  @ApiProperty({ type: String, nullable: true, example: 'contact-17' })
  key: string | null;
  @ApiProperty({ format: 'date-time' })
  buriedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  replayedAt: Date | null;
}

/** A page of dead letters. */
export class DeadLetterPageDto extends PageDto {
  @ApiProperty({ type: [DeadLetterDto] })
  items: DeadLetterDto[];
}

/** A dead letter with its record. */
export class DeadLetterRecordDto extends DeadLetterDto {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  headers: Record<string, string>;
  @ApiProperty({ type: String, nullable: true, description: "The record's value as text" })
  text: string | null;
  @ApiProperty({ type: String, nullable: true, description: "The record's value in base64, exact" })
  base64: string | null;
}

/** A key whose events wait because the first of them failed. */
export class ParkedKeyDto {
  @ApiProperty({ example: 'open-case-when-response-scored' })
  consumer: string;
  @ApiProperty({ example: 'contact-17' })
  key: string;
  @ApiProperty({ example: 2, description: 'Events that wait' })
  waiting: number;
  @ApiProperty({ example: 1, description: 'Failed attempts since it was parked' })
  attempts: number;
  @ApiProperty({ example: 'TypeError: cannot read properties of undefined' })
  lastError: string;
  @ApiProperty({ format: 'date-time' })
  parkedAt: Date;
  @ApiProperty({ format: 'date-time' })
  dueAt: Date;
}

/** Said when something was put back to work. */
export class AcceptedDto {
  @ApiProperty({ example: 'queued' })
  status: 'queued';
}
