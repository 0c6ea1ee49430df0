import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDate, IsIn, IsOptional, Length } from 'class-validator';
import { FilterText, PageLimit, PageOffset } from '#service-kit';
import type { FollowUpAnswer } from '#survey-documents';

const RESPONSE_ID = '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18';
const ORDERS = ['answered', 'revised'] as const;

const Moment = (description: string) => (target: object, property: string) => {
  ApiProperty({ required: false, format: 'date-time', description })(target, property);
  IsOptional()(target, property);
  Type(() => Date)(target, property);
  IsDate()(target, property);
};

/** Which page of the responses that count is wanted. */
export class ResponsePageQueryDto {
  @FilterText('contact-17')
  contactId?: string;

  @FilterText('support.case_closed')
  touchpoint?: string;

  @Moment('Answered then or later')
  answeredFrom?: Date;

  @Moment('Answered then or earlier')
  answeredTo?: Date;

  @Moment('Changed then or later')
  revisedFrom?: Date;

  @Moment('Changed then or earlier')
  revisedTo?: Date;

  @ApiProperty({
    required: false,
    enum: ORDERS,
    default: 'answered',
    description: '`answered`: as they came in; `revised`: as they were last changed',
  })
  @IsIn(ORDERS)
  order: (typeof ORDERS)[number] = 'answered';

  @ApiProperty({ required: false, type: Boolean, default: false })
  @Transform(({ value }) => value === true || value === 'true')
  @IsBoolean()
  newestFirst = false;

  @PageOffset(10_000_000)
  offset = 0;

  @PageLimit(20)
  limit = 20;
}

/** A response on a numbered page. */
export class PagedResponseDto {
  @ApiProperty({ format: 'uuid', example: RESPONSE_ID })
  responseId: string;
  @ApiProperty({ example: 1 })
  revision: number;
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  invitationId: string | null;
  @ApiProperty({ example: 'support.case_closed' })
  touchpoint: string;
  @ApiProperty({ enum: ['nps', 'csat', 'ces'], example: 'nps' })
  metric: string;
  @ApiProperty({ example: 9 })
  score: number;
  @ApiProperty({ type: String, nullable: true, example: 'The new reports save me an hour a week.' })
  comment: string | null;
  @ApiProperty({
    type: 'array',
    nullable: true,
    items: { type: 'object' },
    example: [{ questionId: 'why', kind: 'text', text: 'The waiting.' }],
    description: 'The answers to follow-up questions, in their order',
  })
  answers: readonly FollowUpAnswer[] | null;
  @ApiProperty({ type: String, nullable: true, example: 'delighted', description: 'The system that it came from' })
  source: string | null;
  @ApiProperty({ type: String, nullable: true, example: '5435', description: 'Its id there' })
  externalId: string | null;
  @ApiProperty({ format: 'date-time' })
  answeredAt: Date;
  @ApiProperty({ format: 'date-time' })
  revisedAt: Date;
}

/** A numbered page of responses. */
export class NumberedResponsePageDto {
  @ApiProperty({ type: [PagedResponseDto] })
  items: PagedResponseDto[];
}

/** Which response is looked for. */
export class ResponseIdDto {
  @ApiProperty({ example: RESPONSE_ID, description: 'The id of a response, or its id in the system that it came from' })
  @Length(1, 200)
  id: string;
}

/** In which system an id may have been given. */
export class ResponseSourceDto {
  @FilterText('delighted', 'The system that gave the id, where it is not one of Rapport')
  source?: string;
}

/** Of whom the last answer is asked for. */
export class LastAnswersQuestionDto {
  @ApiProperty({ type: [String], example: ['contact-17'], maxItems: 200 })
  @IsArray()
  @ArrayMaxSize(200)
  @Length(1, 200, { each: true })
  contactIds: string[];
}

/** When a contact last answered. */
export class LastAnswerDto {
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ format: 'date-time' })
  answeredAt: Date;
}

/** When contacts last answered; who never did is left out. */
export class LastAnswersDto {
  @ApiProperty({ type: [LastAnswerDto] })
  items: LastAnswerDto[];
}
