import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Length, Matches } from 'class-validator';
import { FilterText, PageLimit } from '#service-kit';

/** What every search may be narrowed by, and which page of it is wanted. */
export class SearchDto {
  @FilterText('mari', 'The beginning of an id, of an e-mail address, or of each word of a name')
  q?: string;

  @ApiProperty({ required: false, example: 'plan:team', description: 'An attribute and its value, `name:value`' })
  @IsOptional()
  @Length(1, 300)
  @Matches(/^[^:]+:/, { message: 'attribute must be name:value' })
  attribute?: string;

  @PageLimit(50)
  limit = 50;

  @FilterText('contact-17', 'nextCursor of the page before')
  cursor?: string;
}

/** What every page of a search says besides its items. */
export class SearchPageDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'contact-17',
    description: 'Where the next page begins, if any',
  })
  nextCursor: string | null;
}
