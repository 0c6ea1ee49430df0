import { ApiProperty } from '@nestjs/swagger';

/** A theme of the taxonomy. */
export class ThemeDto {
  @ApiProperty({ example: 'support.responsiveness' })
  id: string;
  @ApiProperty({ example: 'Responsiveness' })
  name: string;
  @ApiProperty({ type: String, nullable: true, example: 'support', description: 'Null for a theme at the top' })
  parent: string | null;
}

/** A version of the tree of themes. */
export class TaxonomyDto {
  @ApiProperty({ example: '2026.1', description: 'Every insight names the version it was read by' })
  version: string;
  @ApiProperty({ type: [ThemeDto] })
  themes: ThemeDto[];
}
