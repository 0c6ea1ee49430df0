import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional } from 'class-validator';
import { SegmentMappingDto } from './segment-mapping.dto.js';

/** Samples, and the mapping that they are tried with. */
export class TryMappingDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    minItems: 1,
    maxItems: 1000,
    example: [
      {
        type: 'track',
        messageId: 'm-1',
        userId: 'maria',
        event: 'Ticket Closed',
        properties: { status: 'solved', ticket_id: '4711' },
        timestamp: '2026-01-02T03:04:05.000Z',
      },
    ],
    description: 'Messages as the platform sends them; 4 MiB at the most',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  messages: unknown[];

  @ApiProperty({ type: SegmentMappingDto, required: false, description: 'The one that holds, when absent' })
  @IsOptional()
  @IsObject()
  mapping?: SegmentMappingDto;
}

/** How often an event was met that no rule names. */
class UnmappedEventDto {
  @ApiProperty({ example: 'Invoice Paid' })
  event: string;
  @ApiProperty({ example: 12 })
  messages: number;
}

/** What samples would become together. */
class TrialCountsDto {
  @ApiProperty({ example: 100 })
  messages: number;
  @ApiProperty({ example: 80 })
  mapped: number;
  @ApiProperty({ example: 18 })
  ignored: number;
  @ApiProperty({ example: 2 })
  refused: number;
  @ApiProperty({ example: 30, description: 'Upserts of contacts' })
  contacts: number;
  @ApiProperty({ example: 10, description: 'Upserts of accounts' })
  accounts: number;
  @ApiProperty({ example: 42 })
  journeyEvents: number;
  @ApiProperty({ type: [UnmappedEventDto] })
  unmappedEvents: UnmappedEventDto[];
}

const upsert = (what: string, example: object) =>
  ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example, description: what });

/** What one sample would become. */
class TrialDto {
  @ApiProperty({ example: 0, description: 'Its place among the samples' })
  index: number;
  @ApiProperty({ type: String, nullable: true, example: 'm-1' })
  messageId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'track' })
  type: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Ticket Closed' })
  event: string | null;
  @ApiProperty({ enum: ['mapped', 'ignored', 'refused'] })
  outcome: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Why it is ignored, by the words of /v1/segment-mapping/unmapped, or `type_not_needed` (page, screen, alias) or ' +
      '`same_message_id` (of an earlier sample); or why it is refused',
  })
  reason: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'What is wrong' })
  field: string | null;
  @upsert('The partial upsert of a contact', { contactId: 'maria', email: 'maria@acme.example' })
  contact: object | null;
  @upsert('The partial upsert of an account', { accountId: 'acme', name: 'Acme Ltd' })
  account: object | null;
  @upsert('The journey event', {
    contactId: 'maria',
    touchpoint: 'support.case_closed',
    occurredAt: '2026-01-02T03:04:05.000Z',
    attributes: { caseId: '4711' },
  })
  journeyEvent: object | null;
}

/** What samples would become. */
export class TrialsDto {
  @ApiProperty({ type: TrialCountsDto })
  counts: TrialCountsDto;
  @ApiProperty({ type: [TrialDto] })
  items: TrialDto[];
}
