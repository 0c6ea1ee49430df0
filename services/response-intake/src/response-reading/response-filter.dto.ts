import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { FilterText } from '#service-kit';
import { type Metric, SCALES } from '#survey-documents';
import { FilterChoice, FilterFlag, FilterMoment, FilterScore } from './filter-field.dto.js';
import { CHANNELS } from './response.dto.js';
import { CATEGORIES, type ResponseFilter, SORTS, type Sort, WANTED_STATES } from './response-filter.rules.js';

/** Which responses are looked for, and in which order; all that is given must fit. */
export class ResponseFilterDto implements ResponseFilter {
  @FilterText('contact-17')
  contactId?: string;

  @FilterText('acme')
  accountId?: string;

  @FilterText('after-support-case')
  programId?: string;

  @FilterText('0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60')
  invitationId?: string;

  @FilterText('support.case_closed')
  touchpoint?: string;

  @FilterChoice(Object.keys(SCALES), 'nps')
  metric?: Metric;

  @FilterChoice(CATEGORIES, 'detractor', 'Of NPS the first three, of CSAT and CES the others')
  category?: string;

  @FilterScore('This score or a higher one')
  scoreFrom?: number;

  @FilterScore('This score or a lower one')
  scoreTo?: number;

  @FilterText('delighted', 'The system that it came from')
  source?: string;

  @FilterText('survey-response-4711', 'Its id in the source, which is given beside it')
  externalId?: string;

  @FilterChoice(CHANNELS, 'page')
  channel?: string;

  @ApiProperty({
    enum: WANTED_STATES,
    required: false,
    default: 'counting',
    description: '`counting` are those that scores are made of: `provisional` and `confirmed`',
  })
  @IsIn(WANTED_STATES)
  state: ResponseFilter['state'] = 'counting';

  @FilterFlag('Whether it was taken over as history')
  historic?: boolean;

  @FilterFlag('Whether nobody knows who gave it')
  anonymous?: boolean;

  @FilterMoment('Counts for this moment or a later one')
  answeredFrom?: Date;

  @FilterMoment('Counts for an earlier moment than this')
  answeredTo?: Date;

  @FilterMoment('Came in then or later')
  createdFrom?: Date;

  @FilterMoment('Came in before')
  createdTo?: Date;

  @FilterMoment('Its latest revision was made then or later')
  updatedFrom?: Date;

  @FilterMoment('Its latest revision was made before')
  updatedTo?: Date;

  @FilterText(
    'waiting invoice*',
    'Words that all stand in the comment or in a text answer, in any order; `word*` stands for all that begin so',
  )
  text?: string;

  @FilterChoice(
    SORTS,
    'created',
    'What order is by; absent, what a range is given of: `updated`, `answered`, or else `created`',
  )
  sort?: Sort;

  @ApiProperty({ enum: ['newest', 'oldest'], required: false, default: 'newest', description: 'Which come first' })
  @IsIn(['newest', 'oldest'])
  order: ResponseFilter['order'] = 'newest';
}

/** A page of a list of responses. */
export class ResponseListQueryDto extends ResponseFilterDto {
  @ApiProperty({ type: 'integer', required: false, default: 50, minimum: 1, maximum: 200 })
  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  @ApiProperty({
    required: false,
    example: 'bWZrT2x4V2d0UWpZIDAxOTBkM2E1LTFmMDItN2MxMS04YTRlLTliNmYwZDJjNGUxOA',
    description: 'nextCursor of the page before, whose filters and order are given again',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  cursor?: string;
}

/** All responses of a filter as one file. */
export class ResponseExportQueryDto extends ResponseFilterDto {
  @ApiProperty({ enum: ['csv', 'ndjson'], example: 'csv' })
  @IsIn(['csv', 'ndjson'])
  format: 'csv' | 'ndjson';
}
