import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Min, ValidateIf } from 'class-validator';
import { Nested, PageLimit } from '#service-kit';
import type { Metric } from '#survey-documents';
import { SurveyDocumentDto } from './survey-document.dto.js';
import { SURVEY_STATES, type SurveyState } from './survey-life.rules.js';
import { TEMPLATE_NAMES, type TemplateName } from './templates/template-names.rules.js';

/** What a new survey begins with: a document, or a copy of a template. */
export class CreateSurveyDto {
  @ApiProperty({ example: 'nps-after-training', description: 'Names it for ever' })
  @Matches(/^[a-z0-9][a-z0-9_-]{0,79}$/, { message: '$property must be 1 to 80 of a-z, 0-9, _ and -' })
  surveyId: string;
  @ApiProperty({ required: false, enum: TEMPLATE_NAMES, example: 'support', description: 'Either this or a document' })
  @ValidateIf((it: CreateSurveyDto) => it.template !== undefined || it.document === undefined)
  @IsIn(TEMPLATE_NAMES)
  template?: TemplateName;
  @ApiProperty({ required: false, type: SurveyDocumentDto })
  @ValidateIf((_, value) => value !== undefined)
  @Nested(() => SurveyDocumentDto)
  document?: SurveyDocumentDto;
}

/** One thing that keeps a draft from being published. */
export class SurveyProblemDto {
  @ApiProperty({ example: 'followUps.0.choices' })
  field: string;
  @ApiProperty({ example: 'must be 2 to 20, and are 1' })
  reason: string;
}

/** A survey as a list shows it. */
export class SurveySummaryDto {
  @ApiProperty({ example: 'nps-support-case' })
  surveyId: string;
  @ApiProperty({ example: 'After a support case' })
  name: string;
  @ApiProperty({ enum: ['nps', 'csat', 'ces'], example: 'nps' })
  metric: Metric;
  @ApiProperty({ enum: SURVEY_STATES, example: 'published' })
  state: SurveyState;
  @ApiProperty({ type: Number, nullable: true, example: 2, description: 'The version that is asked, if any' })
  version: number | null;
  @ApiProperty({ example: false, description: 'Whether a draft waits to be published' })
  hasDraft: boolean;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  changedAt: Date;
}

/** A survey with its draft. */
export class SurveyDto extends SurveySummaryDto {
  @ApiProperty({ type: SurveyDocumentDto, nullable: true, description: 'What would be published next' })
  draft: SurveyDocumentDto | null;
  @ApiProperty({ type: [SurveyProblemDto], description: 'What keeps the draft from being published' })
  problems: SurveyProblemDto[];
}

/** A published version; it never changes. */
export class SurveyVersionDto {
  @ApiProperty({ example: 'nps-support-case' })
  surveyId: string;
  @ApiProperty({ example: 2 })
  version: number;
  @ApiProperty({ type: SurveyDocumentDto })
  document: SurveyDocumentDto;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  publishedAt: Date;
}

/** What is to be looked at. */
export class PreviewSurveyDto {
  @ApiProperty({ required: false, example: 2, minimum: 1, description: 'A version; the draft when absent' })
  @ValidateIf((_, value) => value !== undefined)
  @IsInt()
  @Min(1)
  version?: number;
}

/** A link to a survey's page that records nothing. */
export class PreviewLinkDto {
  @ApiProperty({ example: 'https://nps.example/s/preview/v1.AZDTpHwee1Kf…' })
  url: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-08T09:30:00.000Z', description: 'Until when it can be opened' })
  expiresAt: string;
}

/** A survey to copy. */
export class SurveyTemplateDto {
  @ApiProperty({ enum: TEMPLATE_NAMES, example: 'support' })
  template: TemplateName;
  @ApiProperty({ type: SurveyDocumentDto })
  document: SurveyDocumentDto;
}

/** Which surveys to list, and from where. */
export class SurveyFilterDto {
  @ApiProperty({ required: false, enum: SURVEY_STATES })
  @IsOptional()
  @IsIn(SURVEY_STATES)
  state?: SurveyState;
  @PageLimit(50)
  limit = 50;
  @ApiProperty({ required: false, example: 'nps-renewal', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @Length(1, 80)
  cursor?: string;
}

/** A page of surveys by id. */
export class SurveyPageDto {
  @ApiProperty({ type: [SurveySummaryDto] })
  items: SurveySummaryDto[];
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Where the next page begins, if any' })
  nextCursor: string | null;
}
