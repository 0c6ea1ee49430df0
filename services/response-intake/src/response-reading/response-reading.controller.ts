import { Readable } from 'node:stream';
import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FieldProblem, InvalidRequest, NotFound, Problems } from '#service-kit';
import { ExportFile, FORMATS } from './export-file.http.js';
import { ExportResponses } from './export-responses.action.js';
import { cursorOf, placeOf } from './page-cursor.rules.js';
import { readResponse } from './read-response.rules.js';
import { ResponseDto, ResponsePageDto, RevisionDto } from './response.dto.js';
import { ResponseExportQueryDto, ResponseListQueryDto } from './response-filter.dto.js';
import { filterProblems, type ResponseFilter } from './response-filter.rules.js';
import { type ListedRow, Responses } from './responses.query.js';

/** Shows responses: lists of them, files of them, and each with its history. */
@ApiTags('responses')
@Controller('v1/responses')
export class ResponseReadingController {
  constructor(
    private readonly responses: Responses,
    private readonly exporting: ExportResponses,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Responses that fit, page by page',
    description:
      'Pages follow each other whatever comes in meanwhile; sorted by `updated`, a response that changes meanwhile appears ' +
      'at its new place. Responses of a period come fastest in its own order, which is the default there.',
    operationId: 'responses',
  })
  @ApiOkResponse({ type: ResponsePageDto })
  @Problems(400)
  async list(@Query() { limit, cursor, ...filter }: ResponseListQueryDto): Promise<ResponsePageDto> {
    checked(filter);
    const after = cursor === undefined ? undefined : placeOf(filter, cursor);
    if (after && 'problem' in after) throw invalid([{ field: 'cursor', reason: after.problem }]);
    const rows = await this.responses.list(filter, { after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(({ sortedAt, ...row }) => readResponse(row));
    return { items, nextCursor: rows.length > limit ? nextOf(filter, rows[limit - 1]!) : null };
  }

  @Get('export')
  @ApiOperation({
    summary: 'All responses that fit, as a file',
    description:
      'As they are at the moment of the request. CSV is UTF-8 with commas and a header of the names that GET has; `answers` is ' +
      'JSON. A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return has an apostrophe before it, so that no ' +
      'spreadsheet takes it for a formula. NDJSON has each response as GET shows it, a line each, unaltered. A file that cannot ' +
      'be read to its end is broken off, never shortened: the connection ends without the end of the body. A reader that stops for a minute is hung up on.',
    operationId: 'exportResponses',
  })
  @ApiOkResponse({
    description: 'The file',
    content: {
      'text/csv': { schema: { type: 'string' }, example: 'responseId,revision,createdAt,answeredAt,…\r\n' },
      'application/x-ndjson': { schema: { type: 'string' }, example: '{"responseId":"0190d3a5-…","score":9,…}\n' },
    },
  })
  @Problems(400, 503)
  async export(
    @Query() { format, ...filter }: ResponseExportQueryDto,
    @Req() { method }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    checked(filter);
    // Fastify answers HEAD by this as well, and would read a file to its end.
    const isWanted = method === 'GET';
    const file = isWanted ? new ExportFile(await this.exporting.begin(filter), FORMATS[format]) : Readable.from([]);
    await reply
      .type(FORMATS[format].mediaType)
      .header('content-disposition', `attachment; filename="responses.${format}"`)
      .send(file);
  }

  @Get(':responseId')
  @ApiOperation({ summary: 'One response as it is now', operationId: 'response' })
  @ApiOkResponse({ type: ResponseDto })
  @Problems(400, 404)
  async show(@Param('responseId', ParseUUIDPipe) responseId: string): Promise<ResponseDto> {
    const response = await this.responses.one(responseId);
    if (!response) throw new NotFound(`there is no response ${responseId}`);
    return readResponse(response);
  }

  @Get(':responseId/history')
  @ApiOperation({
    summary: 'All revisions of a response, the first one first: who changed what, when',
    operationId: 'responseHistory',
  })
  @ApiOkResponse({ type: [RevisionDto] })
  @Problems(400, 404)
  async history(@Param('responseId', ParseUUIDPipe) responseId: string): Promise<RevisionDto[]> {
    const revisions = await this.responses.history(responseId);
    if (revisions.length === 0) throw new NotFound(`there is no response ${responseId}`);
    return revisions;
  }
}

/** @throws InvalidRequest where no response can fit */
function checked(filter: ResponseFilter): void {
  const problems = filterProblems(filter);
  if (problems.length > 0) throw invalid(problems);
}

function invalid(problems: readonly FieldProblem[]): InvalidRequest {
  return new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
}

function nextOf(filter: ResponseFilter, { responseId, sortedAt }: ListedRow): string {
  return cursorOf(filter, { responseId, at: sortedAt ?? undefined });
}
