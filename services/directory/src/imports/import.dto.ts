import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PageDto, PageLimit, PageOffset } from '#service-kit';
import type { ImportState, OnError } from './import.rules.js';
import type { ImportFormat, Subject } from './import-row.rules.js';

/** What a file is about, and what becomes of it when rows are wrong. */
export class ImportOptionsDto {
  @ApiProperty({ enum: ['account', 'contact'] })
  @IsIn(['account', 'contact'])
  subject: Subject;

  @ApiProperty({
    enum: ['stop', 'skip'],
    required: false,
    default: 'stop',
    description: '`stop` applies nothing when a row is wrong, `skip` applies the good rows',
  })
  @IsIn(['stop', 'skip'])
  onError: OnError = 'stop';
}

/** An import and how far it is. */
export class ImportDto {
  @ApiProperty({ format: 'uuid' })
  importId: string;
  @ApiProperty({ enum: ['account', 'contact'] })
  subject: Subject;
  @ApiProperty({ enum: ['csv', 'ndjson'] })
  format: ImportFormat;
  @ApiProperty({ enum: ['stop', 'skip'] })
  onError: OnError;
  @ApiProperty({
    enum: ['receiving', 'applying', 'done', 'refused', 'failed'],
    description: 'Of what was `refused` (rows are wrong) or `failed` (the file broke off) nothing was applied',
  })
  state: ImportState;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why nothing was applied' })
  reason: string | null;
  @ApiProperty({ example: 100000, description: 'Rows that came in' })
  rows: number;
  @ApiProperty({ example: 2, description: 'Rows that are wrong' })
  wrong: number;
  @ApiProperty({ example: 42000, description: 'Rows that were applied so far' })
  applied: number;
  @ApiProperty({ format: 'date-time' })
  createdAt: Date;
  @ApiProperty({ format: 'date-time' })
  updatedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: Date | null;
}

/** A page of imports. */
export class ImportPageDto extends PageDto {
  @ApiProperty({ type: [ImportDto] })
  items: ImportDto[];
}

/** A row that is wrong. */
export class ImportErrorDto {
  @ApiProperty({ example: 17, description: 'The header of a CSV file is row 1; of NDJSON it is the line' })
  row: number;
  @ApiProperty({ type: String, nullable: true, example: 'email', description: 'Null where the row cannot be read' })
  field: string | null;
  @ApiProperty({ example: 'must be an e-mail address' })
  reason: string;
}

/** Which wrong rows to list. */
export class ImportErrorsQueryDto {
  @PageLimit(50)
  limit = 50;

  @PageOffset(2_147_483_647, 'nextCursor of the page before')
  cursor = 0;
}

/** A page of wrong rows. */
export class ImportErrorPageDto {
  @ApiProperty({ type: [ImportErrorDto] })
  items: ImportErrorDto[];
  @ApiProperty({ type: String, nullable: true, example: '17', description: 'Where the next page begins, if any' })
  nextCursor: string | null;
}
