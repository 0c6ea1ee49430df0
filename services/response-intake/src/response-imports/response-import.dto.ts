import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageDto, PageLimit, PageOffset } from '#service-kit';
import {
  type DateOrder,
  IMPORT_FORMATS,
  IMPORT_KINDS,
  type ImportFormat,
  type ImportKind,
} from './formats/import-spec.rules.js';
import type { OnWrongRows, ResponseImportState } from './response-import.rules.js';

/** How a file of another tool is read, and what becomes of it. */
export class ResponseImportOptionsDto {
  @ApiProperty({ enum: IMPORT_FORMATS, example: 'delighted-csv', description: 'What wrote the file' })
  @IsIn(IMPORT_FORMATS)
  format: ImportFormat;

  @ApiProperty({
    type: Boolean,
    required: false,
    default: false,
    description: 'Reports everything and applies nothing',
  })
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'dryRun must be true or false' })
  dryRun = false;

  @ApiProperty({
    enum: ['stop', 'skip'],
    required: false,
    default: 'skip',
    description: '`stop` applies nothing when a row is wrong',
  })
  @IsIn(['stop', 'skip'])
  onError: OnWrongRows = 'skip';

  @ApiProperty({
    required: false,
    example: 'delighted',
    description:
      'The system that the ids of the responses are from; the name of the tool when absent, `import` for `generic-csv`',
  })
  @IsOptional()
  @Matches(/^[\w.:-]{1,100}$/, {
    message: 'source must be of 1 to 100 letters, digits, dots, colons, dashes and underscores',
  })
  source?: string;

  @ApiProperty({ required: false, default: 'imported', description: 'The touchpoint of responses that name none' })
  @Matches(/^[\w.:-]{1,200}$/, {
    message: 'touchpoint must be of 1 to 200 letters, digits, dots, colons, dashes and underscores',
  })
  touchpoint = 'imported';

  @ApiProperty({
    enum: ['nps', 'csat', 'ces'],
    required: false,
    default: 'nps',
    description: 'Where a row does not say what it measures',
  })
  @IsIn(['nps', 'csat', 'ces'])
  metric: 'nps' | 'csat' | 'ces' = 'nps';

  @ApiProperty({
    enum: IMPORT_KINDS,
    required: false,
    example: 'unsubscribes',
    description: 'What every row is; when absent, each row is what its columns say',
  })
  @IsOptional()
  @IsIn(IMPORT_KINDS)
  kind?: ImportKind;

  @ApiProperty({
    enum: ['dmy', 'mdy'],
    required: false,
    example: 'mdy',
    description: 'Day or month first, for dates such as 03/04/2024, which are refused without it',
  })
  @IsOptional()
  @IsIn(['dmy', 'mdy'])
  dateOrder?: DateOrder;

  @ApiProperty({
    required: false,
    example: '{"E-Mail":"email","Plan":"attributes.plan","Internal":"ignore"}',
    description:
      'JSON: what columns hold, by their names. Fields: those of `generic-csv`, `attributes.…`, `answers.…`, `ignore`',
  })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  mapping?: string;
}

/** An import of another tool's file, how far it is and what came of it. */
export class ResponseImportDto {
  @ApiProperty({ format: 'uuid' })
  importId: string;
  @ApiProperty({ enum: IMPORT_FORMATS, example: 'delighted-csv' })
  format: ImportFormat;
  @ApiProperty({ example: 'delighted' })
  source: string;
  @ApiProperty({ example: false })
  dryRun: boolean;
  @ApiProperty({ enum: ['stop', 'skip'], example: 'skip' })
  onError: OnWrongRows;
  @ApiProperty({
    enum: ['receiving', 'applying', 'done', 'refused', 'failed'],
    description: 'Of what was `refused` (rows are wrong) or `failed` (the file broke off) nothing was applied',
  })
  state: ResponseImportState;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why nothing was applied' })
  reason: string | null;
  @ApiProperty({ example: 100000, description: 'Rows that came in' })
  rows: number;
  @ApiProperty({ example: 3, description: 'Rows that were refused, when they came in or when they were applied' })
  refused: number;
  @ApiProperty({ example: 180000, description: 'What the rows come to: a row may be a person and a response' })
  steps: number;
  @ApiProperty({ example: 42000, description: 'Steps that are done' })
  done: number;
  @ApiProperty({ example: 120, description: 'Opt-outs and bounces that no file told before' })
  suppressions: number;
  @ApiProperty({ example: 80000, description: 'People of whom no file told the same before' })
  people: number;
  @ApiProperty({ example: 99000, description: 'Responses that are new' })
  recorded: number;
  @ApiProperty({ example: 12, description: 'Responses that have a new revision' })
  revised: number;
  @ApiProperty({ example: 985, description: 'Responses that are as they were' })
  unchanged: number;
  @ApiProperty({ format: 'date-time' })
  createdAt: Date;
  @ApiProperty({ format: 'date-time' })
  updatedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: Date | null;
}

/** A page of imports. */
export class ResponseImportPageDto extends PageDto {
  @ApiProperty({ type: [ResponseImportDto] })
  items: ResponseImportDto[];
}

/** A row that was refused. */
export class ResponseImportErrorDto {
  @ApiProperty({
    example: 17,
    description: 'As a spreadsheet counts: the header is row 1; in JSON, the number of the object',
  })
  row: number;
  @ApiProperty({ type: String, nullable: true, example: 'score', description: 'Null where the row cannot be read' })
  field: string | null;
  @ApiProperty({ example: 'must be a whole number from 0 to 10' })
  reason: string;
}

/** Which refused rows to list. */
export class ResponseImportErrorsQueryDto {
  @PageLimit(50)
  limit = 50;

  @PageOffset(2_147_483_647, 'nextCursor of the page before')
  cursor = 0;
}

/** A page of refused rows. */
export class ResponseImportErrorPageDto {
  @ApiProperty({ type: [ResponseImportErrorDto] })
  items: ResponseImportErrorDto[];
  @ApiProperty({ type: String, nullable: true, example: '17', description: 'Where the next page begins, if any' })
  nextCursor: string | null;
}
