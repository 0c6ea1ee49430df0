import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs, NotFound, Problems } from '#service-kit';
import {
  LastAnswersDto,
  LastAnswersQuestionDto,
  NumberedResponsePageDto,
  PagedResponseDto,
  ResponseIdDto,
  ResponsePageQueryDto,
  ResponseSourceDto,
} from './response-page.dto.js';
import { ResponsePages } from './response-pages.query.js';

/** Shows the responses that count by the number of their page, as other systems' APIs do. */
@ApiTags('responses')
@Controller('v1/response-pages')
export class ResponsePagesController {
  constructor(private readonly pages: ResponsePages) {}

  @Get()
  @ApiOperation({
    summary: 'The responses that count after the first `offset` ones; the oldest first',
    description: 'For clients that know page numbers. To read everything, the cursors of `/v1/responses` are faster.',
    operationId: 'responsePages',
  })
  @ApiOkResponse({ type: NumberedResponsePageDto })
  @Problems(400)
  async list(@Query() wanted: ResponsePageQueryDto): Promise<NumberedResponsePageDto> {
    return { items: await this.pages.page(wanted) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One response that counts, also by its id in another system', operationId: 'pagedResponse' })
  @ApiOkResponse({ type: PagedResponseDto })
  @Problems(400, 404)
  async show(@Param() { id }: ResponseIdDto, @Query() { source }: ResponseSourceDto): Promise<PagedResponseDto> {
    const response = await this.pages.one(id, source);
    if (!response) throw new NotFound(`there is no response ${id} that counts`);
    return response;
  }

  @Post('last-answers')
  @Needs('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'When contacts last answered', operationId: 'lastAnswers' })
  @ApiOkResponse({ type: LastAnswersDto })
  @Problems(400)
  async lastAnswers(@Body() { contactIds }: LastAnswersQuestionDto): Promise<LastAnswersDto> {
    return { items: await this.pages.lastAnswers(contactIds) };
  }
}
