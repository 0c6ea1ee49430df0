import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { FindingDto } from './insight.dto.js';
import { LONGEST_TEXT } from './tagging.rules.js';

/** A text to try tagging on. */
export class PreviewRequestDto {
  @ApiProperty({ example: 'Great product, but I waited three days for support.', maxLength: LONGEST_TEXT })
  @IsString()
  @MaxLength(LONGEST_TEXT)
  text: string;
}

/** Words of a text and what they show. */
export class EvidenceDto {
  @ApiProperty({ example: 'Great' })
  text: string;
  @ApiProperty({ example: 0, description: 'In UTF-16 code units' })
  start: number;
  @ApiProperty({ example: 5, description: 'Exclusive' })
  end: number;
  @ApiProperty({ example: 'positive', description: '`positive`, `negative`, or the id of a theme' })
  shows: string;
}

/** What tagging would find in a text, with every place that shows it. */
export class PreviewDto extends FindingDto {
  @ApiProperty({ type: [EvidenceDto] })
  evidence: readonly EvidenceDto[];
}

/** The answer to a try. */
export class PreviewAnswerDto {
  @ApiProperty({ type: PreviewDto, nullable: true, description: 'Null where the text has neither word nor emoji' })
  insight: PreviewDto | null;
}
