import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { FilterText, PageQueryDto } from '#service-kit';
import { FEEDBACK_KINDS } from './insight.dto.js';

/** Which insights, how many, and from where. */
export class InsightQueryDto extends PageQueryDto {
  @ApiProperty({
    required: false,
    enum: ['response', 'answer', 'feedback'],
    description: 'Comments, text answers of responses, or feedback items from elsewhere; all when absent',
  })
  @IsOptional()
  @IsIn(['response', 'answer', 'feedback'])
  source?: string;

  @ApiProperty({ required: false, enum: FEEDBACK_KINDS, description: 'Feedback items of this kind' })
  @IsOptional()
  @IsIn(FEEDBACK_KINDS)
  feedbackKind?: string;

  @FilterText('0199a7c4-9c00-7b52-8c11-3f6f2f9f4b70', "The response's id, or the feedback item's")
  sourceId?: string;

  @FilterText('what-went-wrong', 'The follow-up question that was answered')
  questionId?: string;

  @ApiProperty({ required: false, example: 'support', description: 'Id of a theme, without its children' })
  @IsOptional()
  @Matches(/^[a-z-]{1,100}(\.[a-z-]{1,100})?$/, { message: 'theme must be the id of a theme' })
  theme?: string;

  @ApiProperty({ required: false, enum: ['positive', 'neutral', 'negative', 'mixed'] })
  @IsOptional()
  @IsIn(['positive', 'neutral', 'negative', 'mixed'])
  sentiment?: string;

  @ApiProperty({ required: false, example: 'pt', description: 'ISO 639-1, or `und`' })
  @IsOptional()
  @Matches(/^[a-z]{2,3}$/, { message: 'language must be an ISO 639-1 code or und' })
  language?: string;
}
