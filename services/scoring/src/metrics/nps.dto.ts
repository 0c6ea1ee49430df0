import { ApiProperty } from '@nestjs/swagger';

const NUMBER_OR_NULL = { type: Number, nullable: true } as const;

/** Days that were counted. */
export class WindowDto {
  @ApiProperty({ format: 'date', example: '2026-01-01' })
  from: string;
  @ApiProperty({ format: 'date', example: '2026-03-31', description: 'Included' })
  to: string;
}

/** Where the true number lies with the confidence given. */
export class IntervalDto {
  @ApiProperty({ example: 12.4 })
  lower: number;
  @ApiProperty({ example: 41.9 })
  upper: number;
  @ApiProperty({ example: 0.95 })
  confidence: number;
  @ApiProperty({
    enum: ['adjusted_wald', 'score', 'wald'],
    example: 'adjusted_wald',
    description: 'The score interval where n < 30 or a category is empty, the adjusted Wald interval otherwise',
  })
  method: string;
}

/** How one window's NPS differs from the other's, in points. */
export class NpsComparisonDto {
  @ApiProperty({ ...NUMBER_OR_NULL, example: 8.5, description: 'The difference of the two numbers as they are shown' })
  observedDelta: number | null;
  @ApiProperty({
    ...NUMBER_OR_NULL,
    example: 8.1,
    description: 'The difference of the adjusted estimates, to which interval, z and p-value belong',
  })
  delta: number | null;
  @ApiProperty({ example: false, description: 'Whether one of the two has fewer answers than the privacy floor' })
  hidden: boolean;
  @ApiProperty({ example: false, description: 'Whether one of the two has fewer than 30 answers' })
  lowBase: boolean;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 5.2 })
  standardError: number | null;
  @ApiProperty({ type: IntervalDto, nullable: true })
  interval: IntervalDto | null;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 1.56 })
  z: number | null;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 0.12, description: 'Two-sided, of "nothing changed"' })
  pValue: number | null;
}

/** An NPS with its uncertainty. Below the privacy floor everything but n is null. */
export class NpsMeasureDto {
  @ApiProperty({ example: 183, description: 'Answers that were counted' })
  n: number;
  @ApiProperty({
    type: [Number],
    nullable: true,
    example: [2, 1, 0, 3, 1, 6, 9, 21, 40, 52, 48],
    description: 'How many answered 0, 1, … 10',
  })
  distribution: readonly number[] | null;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 22, description: 'Answers 0 to 6' })
  detractors: number | null;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 61, description: 'Answers 7 and 8' })
  passives: number | null;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 100, description: 'Answers 9 and 10' })
  promoters: number | null;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 42.6, description: '100 × (promoters − detractors) / n' })
  nps: number | null;
  @ApiProperty({ example: false, description: 'Whether n is below the privacy floor' })
  hidden: boolean;
  @ApiProperty({ example: false, description: 'Whether n is below 30' })
  lowBase: boolean;
  @ApiProperty({ ...NUMBER_OR_NULL, example: 5.1, description: 'In points' })
  standardError: number | null;
  @ApiProperty({ type: IntervalDto, nullable: true })
  interval: IntervalDto | null;
}

/** An NPS, and where it is compared: the one of the window before, and what changed. */
export class ComparedNpsDto extends NpsMeasureDto {
  @ApiProperty({ type: NpsMeasureDto, required: false, description: 'Present with `compare`' })
  previous?: NpsMeasureDto;
  @ApiProperty({ type: NpsComparisonDto, required: false, description: 'Present with `compare`' })
  comparison?: NpsComparisonDto;
}

/** The NPS of one touchpoint, segment or day. */
export class NpsGroupDto extends ComparedNpsDto {
  @ApiProperty({ example: 'enterprise', description: 'The touchpoint, the segment (`unknown` where none), or the day' })
  key: string;
}

/** The answer to a question for an NPS. */
export class NpsReportDto extends ComparedNpsDto {
  @ApiProperty({ enum: ['respondent_nps'], description: 'Each response counts once' })
  method: string;
  @ApiProperty()
  window: WindowDto;
  @ApiProperty({ required: false, description: 'Present with `compare`' })
  previousWindow?: WindowDto;
  @ApiProperty({ type: String, nullable: true, example: null })
  segment: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'onboarding.completed' })
  touchpoint: string | null;
  @ApiProperty({ example: 5, description: 'How many answers a number needs before it is shown' })
  privacyFloor: number;
  @ApiProperty({ type: [NpsGroupDto], required: false, description: 'Present with `groupBy`, in the order of `key`' })
  groups?: NpsGroupDto[];
}
