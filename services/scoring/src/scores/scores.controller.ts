import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { NotFound, Problems } from '#service-kit';
import { shownSegment } from '../accounts/segment.rules.js';
import { categoryOfScore } from '../metrics/score-category.rules.js';
import { ScoreDto, ScoreParamsDto } from './score.dto.js';
import { ScoredResponse } from './scored-response.entity.js';

/** Reads scores. */
@ApiTags('scoring')
@Controller('v1/scores')
export class ScoresController {
  constructor(private readonly dataSource: DataSource) {}

  @Get(':responseId')
  @ApiOperation({ summary: 'The score of one response, and where it counts', operationId: 'score' })
  @ApiOkResponse({ type: ScoreDto })
  @Problems(400, 404)
  async show(@Param() { responseId }: ScoreParamsDto): Promise<ScoreDto> {
    const row = await this.dataSource.getRepository(ScoredResponse).findOneBy({ responseId });
    if (!row) throw new NotFound(`there is no score of a response ${responseId}`);
    const { previousScore, segment, ...rest } = row;
    const previousCategory = previousScore === null ? null : categoryOfScore(previousScore);
    return { ...rest, previousCategory, segment: shownSegment(segment) };
  }
}
