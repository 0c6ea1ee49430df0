import { ApiProperty } from '@nestjs/swagger';

const RESPONSE_ID = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';

/** Says which revision of which response an answer made. */
export class ReceiptDto {
  @ApiProperty({ format: 'uuid', example: RESPONSE_ID })
  responseId: string;
  @ApiProperty({ example: 1, description: 'Grows by one with every change' })
  revision: number;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z', description: 'The day it counts for' })
  answeredAt: string;
  @ApiProperty({
    format: 'date-time',
    example: '2026-03-01T09:30:00.000Z',
    description: 'When this revision was given',
  })
  revisedAt: string;
}
