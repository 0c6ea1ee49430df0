import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

/** A page of a list; `nextCursor` is the id of its last item where more follow. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Makes a page of at most `limit` rows, of which one more was read to see whether any follow. */
export function pageOf<T>(rows: readonly T[], limit: number, idOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? idOf(items.at(-1)!) : null };
}

/** How many items a page has at most. @param usual where nothing is said */
export function PageLimit(usual: number): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: Number, required: false, default: usual, minimum: 1, maximum: 200 }),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(200),
  );
}

/** From which place a list goes on: a whole number from 0. */
export function PageOffset(maximum: number, description?: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: Number,
      required: false,
      default: 0,
      minimum: 0,
      maximum,
      ...(description && { description }),
    }),
    Type(() => Number),
    IsInt(),
    Min(0),
    Max(maximum),
  );
}

/** How many items to list, and after which. */
export class PageQueryDto {
  @PageLimit(50)
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

/** A filter of a list by an id or a word. */
export function FilterText(example: string, description?: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, example, ...(description && { description }) }),
    IsOptional(),
    IsString(),
    Length(1, 200),
  );
}
