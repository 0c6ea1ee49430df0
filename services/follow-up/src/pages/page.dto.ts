import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';

/** A filter of a list by an id or name. */
export function FilterText(example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, example }),
    IsOptional(),
    IsString(),
    Length(1, 200),
    Matches(/^[^\0]*$/, { message: '$property must not hold U+0000' }),
  );
}

/** How many items to list, and after which. */
export class PageQueryDto {
  @ApiProperty({ required: false, default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  @ApiProperty({ required: false, format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

/** What every page says besides its items. */
export class PageDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Where the next page begins, if any' })
  nextCursor: string | null;
}

/** A list of one response's or one account's follow-ups. */
export class FollowUpFilterDto extends PageQueryDto {
  @FilterText('response-1')
  responseId?: string;

  @FilterText('acme')
  accountId?: string;
}
