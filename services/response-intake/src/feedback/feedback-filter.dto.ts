import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { FilterText, PageQueryDto } from '#service-kit';
import { FEEDBACK_KINDS, isMoment } from './feedback-item.rules.js';

/** A filter of a list by a moment. */
function FilterMoment(example: string, description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, format: 'date-time', example, description }),
    IsOptional(),
    ValidateBy({
      name: 'isMoment',
      validator: {
        validate: isMoment,
        defaultMessage: () => 'must be a moment in the form of RFC 3339, since 1970; write + as %2B',
      },
    }),
    Transform(({ value }) => (isMoment(value) ? new Date(value).toISOString() : value)),
  );
}

/** Which feedback items, how many, and from where. */
export class FeedbackFilterDto extends PageQueryDto {
  @FilterText('zendesk')
  source?: string;

  @FilterText('4711', 'Its id in its source')
  externalId?: string;

  @ApiProperty({ required: false, enum: FEEDBACK_KINDS, example: 'ticket' })
  @IsOptional()
  @IsIn(FEEDBACK_KINDS)
  kind?: string;

  @FilterText('contact-17')
  contactId?: string;

  @FilterText('acme')
  accountId?: string;

  @FilterMoment('2026-03-01T00:00:00Z', 'Written at this moment or later')
  writtenFrom?: string;

  @FilterMoment('2026-04-01T00:00:00Z', 'Written before this moment')
  writtenTo?: string;

  @FilterMoment('2026-03-01T00:00:00Z', 'Last edited in its source at this moment or later')
  updatedFrom?: string;

  @FilterMoment('2026-04-01T00:00:00Z', 'Last edited in its source before this moment')
  updatedTo?: string;

  @FilterText('dark mode', 'Words that all are in the title or the text')
  text?: string;

  @ApiProperty({
    type: Boolean,
    required: false,
    default: false,
    description: 'Whether those whose text was removed are listed as well',
  })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsIn([true, false], { message: 'removed must be true or false' })
  removed?: boolean;
}
