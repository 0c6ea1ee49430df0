import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { InvitedAnswerDto, UninvitedAnswerDto } from './answer.dto.js';
import { MOST_ITEMS } from './batch-body.dto.js';

/** Up to 1,000 answers. */
@ApiExtraModels(InvitedAnswerDto, UninvitedAnswerDto)
export class ResponseBatchDto {
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: MOST_ITEMS,
    items: { oneOf: [InvitedAnswerDto, UninvitedAnswerDto].map((it) => ({ $ref: getSchemaPath(it) })) },
    example: [
      { contactId: 'contact-17', touchpoint: 'support.case_closed', score: 9 },
      {
        ...{ email: 'ana@acme.example', touchpoint: 'onboarding.completed', score: 4, historic: true },
        ...{ answeredAt: '2025-11-03T09:30:00Z', source: 'old-survey', externalId: '4711' },
      },
    ],
  })
  items: (InvitedAnswerDto | UninvitedAnswerDto)[];
}

/** A field of an item that is wrong. */
export class ItemFieldProblemDto {
  @ApiProperty({ example: 'score' })
  field: string;
  @ApiProperty({ example: 'must be an integer from 0 to 10' })
  reason: string;
}

/** Why an item was not taken: what it would have been answered by itself. */
export class ItemProblemDto {
  @ApiProperty({ example: 400 })
  status: number;
  @ApiProperty({ example: 'Bad Request' })
  title: string;
  @ApiProperty({ example: 'score must be an integer from 0 to 10' })
  detail: string;
  @ApiProperty({ type: [ItemFieldProblemDto], required: false })
  errors?: readonly ItemFieldProblemDto[];
}

/** What became of one item. */
export class ResponseItemResultDto {
  @ApiProperty({ enum: ['recorded', 'revised', 'unchanged', 'refused'], example: 'recorded' })
  status: string;
  @ApiProperty({ required: false, format: 'uuid', example: '0190d3a5-1f02-7c11-8a4e-9b6f0d2c4e18' })
  responseId?: string;
  @ApiProperty({ required: false, example: 1, description: 'Grows by one with every change' })
  revision?: number;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  answeredAt?: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-01T09:30:00.000Z' })
  revisedAt?: string;
  @ApiProperty({ type: ItemProblemDto, required: false, description: 'Where it was refused' })
  problem?: ItemProblemDto;
}

/** What became of a batch. */
export class ResponseBatchResultDto {
  @ApiProperty({ type: [ResponseItemResultDto], description: 'One for each item, in their order' })
  items: readonly ResponseItemResultDto[];
}
