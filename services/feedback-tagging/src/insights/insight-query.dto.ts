import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

/** Which insights, how many, and from where. */
export class InsightQueryDto {
  @ApiProperty({ required: false, description: "The response's id", example: '0199a7c4-9c00-7b52-8c11-3f6f2f9f4b70' })
  @IsOptional()
  @MaxLength(200)
  @Matches(/^\P{Cc}+$/u, { message: 'sourceId must be printable' })
  sourceId?: string;

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

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiProperty({ required: false, default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;
}
