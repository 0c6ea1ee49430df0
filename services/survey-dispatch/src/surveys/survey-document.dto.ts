import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  MaxLength,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { Nested, NestedList } from '#service-kit';
import type { FollowUp, Metric, TextByLanguage } from '#survey-documents';

const KINDS: FollowUp['kind'][] = ['text', 'single_choice', 'multiple_choice', 'rating'];
/** Above every limit of the rules, which say more precisely what is wrong; keeps what is checked small. */
const MANY = 200;

const isTexts = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((text) => typeof text === 'string');

/** Texts by language. */
function IsTexts(example: TextByLanguage, selfRequired = true): PropertyDecorator {
  const texts = { type: 'object', additionalProperties: { type: 'string' }, selfRequired } as const;
  return applyDecorators(
    ApiProperty({ ...texts, example, description: 'By language' }),
    ValidateBy({
      name: 'isTexts',
      validator: { validate: isTexts, defaultMessage: () => '$property must be an object of texts by language' },
    }),
  );
}

const isThanks = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isTexts);

/** May be left out, but is not null. */
const MayBeAbsent = () => ValidateIf((_, value) => value !== undefined);

/** Whole numbers from one to another, both included. */
export class RangeDto {
  @ApiProperty({ example: 0 })
  @IsNumber()
  from: number;
  @ApiProperty({ example: 6 })
  @IsNumber()
  to: number;
}

/** An earlier answer: one of these choices, or a rating in this range. */
export class EarlierAnswerDto {
  @ApiProperty({ example: 'effectiveness' })
  @IsString()
  questionId: string;
  @ApiProperty({ required: false, type: [String], example: ['speed'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MANY)
  @IsString({ each: true })
  choices?: string[];
  @ApiProperty({ required: false, type: RangeDto })
  @MayBeAbsent()
  @Nested(() => RangeDto)
  ratings?: RangeDto;
}

/** Who gets to see a question: all that is given must hold. */
export class FollowUpConditionDto {
  @ApiProperty({
    required: false,
    type: [String],
    example: ['detractor'],
    description: 'detractor, passive, promoter for nps; negative, neutral, positive for csat and ces',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MANY)
  @IsString({ each: true })
  bands?: string[];
  @ApiProperty({ required: false, type: RangeDto })
  @MayBeAbsent()
  @Nested(() => RangeDto)
  scores?: RangeDto;
  @ApiProperty({ required: false, type: EarlierAnswerDto })
  @MayBeAbsent()
  @Nested(() => EarlierAnswerDto)
  answer?: EarlierAnswerDto;
}

/** One of the answers that can be chosen. */
export class ChoiceDto {
  @ApiProperty({ example: 'speed' })
  @IsString()
  id: string;
  @IsTexts({ en: 'How fast we answered', de: 'Wie schnell wir geantwortet haben' })
  text: Record<string, string>;
}

/** A question after the metric question; it may always be left unanswered. */
export class FollowUpDto {
  @ApiProperty({ example: 'what_went_wrong' })
  @IsString()
  id: string;
  @ApiProperty({ enum: KINDS, example: 'single_choice' })
  @IsIn(KINDS)
  kind: FollowUp['kind'];
  @IsTexts({ en: 'What went wrong?', de: 'Was lief nicht gut?' })
  question: Record<string, string>;
  @ApiProperty({ required: false, type: [ChoiceDto], description: 'For single_choice and multiple_choice' })
  @MayBeAbsent()
  @NestedList(() => ChoiceDto, MANY)
  choices?: ChoiceDto[];
  @ApiProperty({ required: false, example: 5, description: 'For rating: the highest one; 5 when absent' })
  @MayBeAbsent()
  @IsInt()
  max?: number;
  @ApiProperty({ required: false, type: FollowUpConditionDto, description: 'Always shown when absent' })
  @MayBeAbsent()
  @Nested(() => FollowUpConditionDto)
  showIf?: FollowUpConditionDto;
}

/** How the page looks like the sender's own. */
export class BrandingDto {
  @ApiProperty({ required: false, example: 'Acme' })
  @MayBeAbsent()
  @IsString()
  name?: string;
  @ApiProperty({ required: false, example: '#1d4ed8' })
  @MayBeAbsent()
  @IsString()
  color?: string;
  @ApiProperty({ required: false, example: 'https://acme.example/logo.svg', description: 'https only' })
  @MayBeAbsent()
  @IsString()
  logoUrl?: string;
  @MayBeAbsent()
  @IsTexts({ en: 'Acme Inc., 1 Main Street, Springfield' }, false)
  footer?: TextByLanguage;
}

/** A questionnaire. A draft may have problems that publishing refuses; they are listed with the draft. */
export class SurveyDocumentDto {
  @ApiProperty({ example: 'After a support case' })
  @IsString()
  @MaxLength(1_000)
  name: string;
  @ApiProperty({ enum: ['nps', 'csat', 'ces'], example: 'nps', description: '0 to 10, 1 to 5, or 1 to 7' })
  @IsIn(['nps', 'csat', 'ces'])
  metric: Metric;
  @ApiProperty({ example: 'en', description: 'Every text is there in this language' })
  @IsString()
  fallbackLanguage: string;
  @IsTexts({ en: 'How likely are you to recommend us?', pt: 'Qual a probabilidade de você nos recomendar?' })
  question: Record<string, string>;
  @ApiProperty({ type: [FollowUpDto] })
  @NestedList(() => FollowUpDto, MANY)
  followUps: FollowUpDto[];
  @ApiProperty({ required: false, type: BrandingDto })
  @MayBeAbsent()
  @Nested(() => BrandingDto)
  branding?: BrandingDto;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
    selfRequired: false,
    example: { detractor: { en: 'We are sorry, and we will look into it.' } },
    description: 'Said after the last question, by category of the score and by language',
  })
  @MayBeAbsent()
  @ValidateBy({
    name: 'isThanks',
    validator: { validate: isThanks, defaultMessage: () => '$property must be texts by language, by category' },
  })
  thanks?: Record<string, Record<string, string>>;
}
