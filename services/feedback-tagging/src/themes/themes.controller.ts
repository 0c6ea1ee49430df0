import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { SummarizeThemes } from './summarize-themes.action.js';
import { ThemeSummariesDto, ThemeSummaryQueryDto } from './theme-summary.dto.js';

/** Says what comments speak of. */
@ApiTags('feedback-tagging')
@Controller('v1/themes')
export class ThemesController {
  constructor(private readonly summarizeThemes: SummarizeThemes) {}

  @Get('summary')
  @ApiOperation({ summary: 'How many comments speak of each theme, and how', operationId: 'theme-summary' })
  @ApiOkResponse({ type: ThemeSummariesDto })
  @Problems(400)
  summary(@Query() query: ThemeSummaryQueryDto): Promise<ThemeSummariesDto> {
    return this.summarizeThemes.run(query);
  }
}
