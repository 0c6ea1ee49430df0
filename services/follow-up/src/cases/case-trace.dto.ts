import { ApiProperty } from '@nestjs/swagger';

/** One event of the chain that led to a case. */
export class TraceEntryDto {
  @ApiProperty({ example: 'rapport.crm.v1.JourneyEventRecorded' })
  type: string;
  @ApiProperty({ example: '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b' })
  id: string;
  @ApiProperty({ format: 'date-time' })
  time: Date;
  @ApiProperty({ type: String, nullable: true, description: 'Id of the event that led to it; null for the first' })
  causationId: string | null;
}

/** How a case came to be. */
export class CaseTraceDto {
  @ApiProperty({ format: 'uuid' })
  caseId: string;
  @ApiProperty({ example: '01994f3e-8a51-7c3e-9b1f-2d4c5e6f7a8b', description: 'The same for the whole chain' })
  correlationId: string;
  @ApiProperty({ type: [TraceEntryDto], description: "Oldest first; the last one is the case's own" })
  events: TraceEntryDto[];
}
