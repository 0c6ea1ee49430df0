import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotFound, Problems, pageOf } from '#service-kit';
import { FollowUpFilterDto } from '../follow-ups/follow-up-filter.dto.js';
import { AdvocacyRequestDto, AdvocacyRequestPageDto } from './advocacy-request.dto.js';
import { AdvocacyRequestQueries } from './advocacy-requests.query.js';

/** Reads advocacy requests. */
@ApiTags('follow-up')
@Controller('v1/advocacy-requests')
export class AdvocacyRequestsController {
  constructor(private readonly requests: AdvocacyRequestQueries) {}

  @Get()
  @ApiOperation({ summary: 'Advocacy requests, newest first', operationId: 'advocacyRequests' })
  @ApiOkResponse({ type: AdvocacyRequestPageDto })
  @Problems(400)
  async list(@Query() filter: FollowUpFilterDto): Promise<AdvocacyRequestPageDto> {
    const rows = await this.requests.list({ ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ requestId }) => requestId);
  }

  @Get(':requestId')
  @ApiOperation({ summary: 'One advocacy request', operationId: 'advocacyRequest' })
  @ApiOkResponse({ type: AdvocacyRequestDto })
  @Problems(400, 404)
  async show(@Param('requestId', ParseUUIDPipe) requestId: string): Promise<AdvocacyRequestDto> {
    const request = await this.requests.one(requestId);
    if (!request) throw new NotFound(`there is no advocacy request ${requestId}`);
    return request;
  }
}
