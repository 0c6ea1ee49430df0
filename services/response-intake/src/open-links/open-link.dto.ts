import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageDto } from '#service-kit';
import type { LinkMode, LinkState } from './open-link.rules.js';

const MOST_ANSWERS = 10_000_000;

/** Text of one line; no database keeps U+0000. */
const IsLine = (longest: number) =>
  applyDecorators(
    IsString(),
    Length(1, longest),
    Matches(/^\P{Cc}*$/u, { message: '$property must be one line of text' }),
  );

/** A moment, and one that there is. */
const IsMoment = () => {
  const message = '$property must be a moment in the form of RFC 3339, such as 2026-03-01T09:30:00Z';
  return applyDecorators(
    Matches(/^[12]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/, {
      message,
    }),
    IsISO8601({ strict: true }, { message }),
  );
};

/** A link to be made. */
export class NewOpenLinkDto {
  @ApiProperty({ example: 'Summer fair, booth 4', maxLength: 100 })
  @IsLine(100)
  name: string;

  @ApiProperty({
    enum: ['link', 'kiosk'],
    example: 'link',
    description:
      'Answered by anybody who has it, or on devices that stand somewhere and start afresh after each answer',
  })
  @IsIn(['link', 'kiosk'])
  mode: LinkMode;

  @ApiProperty({ example: 'nps-event', description: 'A published survey' })
  @IsLine(200)
  surveyId: string;

  @ApiPropertyOptional({ example: 2, minimum: 1, description: 'The newest when absent; it stays the one asked' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(999_999_999)
  surveyVersion?: number;

  @ApiProperty({ example: 'event.visited' })
  @IsLine(200)
  touchpoint: string;

  @ApiPropertyOptional({ example: 'events-2026', description: 'A label under which its answers are counted' })
  @IsOptional()
  @IsLine(200)
  programId?: string;

  @ApiPropertyOptional({ example: 'acme', description: 'The account whose people answer it' })
  @IsOptional()
  @IsLine(200)
  accountId?: string;

  @ApiPropertyOptional({ type: [String], example: ['de', 'en'], description: "All of the survey's when absent" })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @IsString({ each: true })
  @Matches(/^[A-Za-z0-9-]{2,35}$/, { each: true, message: '$property must be language tags, such as de or pt-BR' })
  languages?: string[];

  @ApiPropertyOptional({ format: 'date-time', example: '2026-06-01T08:00:00Z', description: 'At once when absent' })
  @IsOptional()
  @IsMoment()
  opensAt?: string;

  @ApiPropertyOptional({ format: 'date-time', example: '2026-06-30T18:00:00Z', description: 'Never when absent' })
  @IsOptional()
  @IsMoment()
  closesAt?: string;

  @ApiPropertyOptional({
    example: 1000,
    minimum: 1,
    description: 'How many answers it takes; those set aside included',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_ANSWERS)
  answerCap?: number;

  @ApiPropertyOptional({
    example: 50,
    minimum: 1,
    description: 'Where many people share one network; how many answers of one place count within a window',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  answersPerPlace?: number;
}

/** What is to be changed of a link; null takes a limit away. */
export class ChangeOpenLinkDto {
  @ApiPropertyOptional({ example: 'Summer fair, booth 5', maxLength: 100 })
  @ValidateIf((_change, name) => name !== undefined)
  @IsLine(100)
  name?: string;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'date-time', example: '2026-06-02T08:00:00Z' })
  @IsOptional()
  @IsMoment()
  opensAt?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'date-time', example: '2026-07-31T18:00:00Z' })
  @IsOptional()
  @IsMoment()
  closesAt?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 2000, minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_ANSWERS)
  answerCap?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 100, minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  answersPerPlace?: number | null;
}

/** A device to be added. */
export class NewOpenLinkDeviceDto {
  @ApiProperty({ example: 'Tablet at the exit', maxLength: 100 })
  @IsLine(100)
  name: string;
}

/** A device that shows a kiosk's link. */
export class OpenLinkDeviceDto {
  @ApiProperty({ format: 'uuid', example: '0190d3a7-2c55-7a10-8f1e-3b9c5d7e1a22' })
  deviceId: string;
  @ApiProperty({ example: 'Tablet at the exit' })
  name: string;
  @ApiProperty({ example: '/l/q8Zr2XbWm0c1TjLk', description: "The device's own page, below the gateway's address" })
  path: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-06-02T09:41:10.000Z' })
  lastAnswerAt: Date | null;
}

/** A link that anybody may answer. */
export class OpenLinkDto {
  @ApiProperty({ format: 'uuid', example: '0190d3a6-9b1e-7f42-a3c4-6d5e4f3a2b10' })
  linkId: string;
  @ApiProperty({ example: 'Summer fair, booth 4' })
  name: string;
  @ApiProperty({ enum: ['link', 'kiosk'], example: 'link' })
  mode: LinkMode;
  @ApiProperty({ enum: ['open', 'not_open_yet', 'closed', 'full'], example: 'open' })
  state: LinkState;
  @ApiProperty({ example: 'nps-event' })
  surveyId: string;
  @ApiProperty({ example: 2 })
  surveyVersion: number;
  @ApiProperty({ example: 'event.visited' })
  touchpoint: string;
  @ApiProperty({ type: String, nullable: true, example: 'events-2026' })
  programId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: [String], nullable: true, example: ['de', 'en'] })
  languages: string[] | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-06-01T08:00:00.000Z' })
  opensAt: Date | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-06-30T18:00:00.000Z' })
  closesAt: Date | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: null })
  closedAt: Date | null;
  @ApiProperty({ type: Number, nullable: true, example: 1000 })
  answerCap: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 50 })
  answersPerPlace: number | null;
  @ApiProperty({ example: 128, description: 'How many answers were taken; those set aside included' })
  answers: number;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '/l/T3kW8fQmZc0aJ5vN',
    description: "Its page, below the gateway's address; the widget takes what follows /l/. Devices have their own",
  })
  path: string | null;
  @ApiProperty({ type: [OpenLinkDeviceDto], description: 'Of a kiosk' })
  devices: OpenLinkDeviceDto[];
  @ApiProperty({ format: 'date-time', example: '2026-05-20T14:00:00.000Z' })
  createdAt: Date;
}

/** A page of open links. */
export class OpenLinkPageDto extends PageDto {
  @ApiProperty({ type: [OpenLinkDto] })
  items: OpenLinkDto[];
}
