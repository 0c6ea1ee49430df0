import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { currentTaxonomy } from './current-taxonomy.rules.js';
import { TaxonomyDto } from './taxonomy.dto.js';

/** Shows the themes by which comments are read. */
@ApiTags('feedback-tagging')
@Controller('v1/taxonomy')
export class TaxonomyController {
  @Get()
  @ApiOperation({ summary: 'The tree of themes by which comments are read', operationId: 'taxonomy' })
  @ApiOkResponse({ type: TaxonomyDto })
  @Problems()
  show(): TaxonomyDto {
    const { version, themes } = currentTaxonomy;
    return {
      version,
      themes: themes.map(({ id, name }) => ({
        id,
        name,
        parent: id.includes('.') ? id.slice(0, id.indexOf('.')) : null,
      })),
    };
  }
}
