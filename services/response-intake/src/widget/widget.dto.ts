import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { NestedList } from '#service-kit';
import { MAX_COMMENT } from '../responses/answer.rules.js';

/** Text of several lines: no database keeps U+0000, and nobody types the others. */
const TYPED = /^[\P{Cc}\s\u0080-\u009f]*$/u;
const SENTENCE = { message: '$property must be text without control characters' };

/** A score that somebody gave in the widget. */
export class WidgetScoreDto {
  @ApiProperty({ example: 9, minimum: 0, maximum: 10 })
  @IsInt()
  @Min(0)
  @Max(10)
  score: number;

  @ApiPropertyOptional({ example: 'The new reports save me an hour a week.', maxLength: MAX_COMMENT })
  @IsOptional()
  @Length(0, MAX_COMMENT)
  @Matches(TYPED, SENTENCE)
  comment?: string;

  @ApiPropertyOptional({ example: 'AZOqF3r0.cWedKltsfY6fAAB-', description: 'What the view said of when it was shown' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  shown?: string;
}

/** An answer to a further question, with the value that its kind takes. */
export class WidgetAnswerDto {
  @ApiProperty({ example: 'disappointment', description: 'Id of the question' })
  @IsString()
  @Length(1, 200)
  @Matches(TYPED, SENTENCE)
  questionId: string;

  @ApiPropertyOptional({ example: 'The waiting.', maxLength: MAX_COMMENT })
  @IsOptional()
  @Length(0, MAX_COMMENT)
  @Matches(TYPED, SENTENCE)
  text?: string;

  @ApiPropertyOptional({ example: 4, minimum: 1, maximum: 10 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10)
  rating?: number;

  @ApiPropertyOptional({ type: [String], example: ['waiting'], description: 'Ids of the choices' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  @Matches(TYPED, { each: true, ...SENTENCE })
  choices?: string[];
}

/** The answers of one step; what is absent stays as it is. */
export class WidgetAnswersDto {
  @ApiPropertyOptional({ example: 'I waited two days for an answer.', maxLength: MAX_COMMENT })
  @IsOptional()
  @Length(0, MAX_COMMENT)
  @Matches(TYPED, SENTENCE)
  comment?: string;

  @ApiPropertyOptional({ type: [WidgetAnswerDto] })
  @IsOptional()
  @NestedList(() => WidgetAnswerDto, 50)
  answers?: WidgetAnswerDto[];
}
