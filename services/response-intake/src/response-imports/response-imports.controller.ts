import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NotFound, PageQueryDto, Problems, pageOf } from '#service-kit';
import { ReceiveResponseImport } from './receive-response-import.action.js';
import {
  ResponseImportDto,
  ResponseImportErrorPageDto,
  ResponseImportErrorsQueryDto,
  ResponseImportOptionsDto,
  ResponseImportPageDto,
} from './response-import.dto.js';
import { uploadOf } from './response-import-file.http.js';
import { ResponseImportQueries } from './response-imports.query.js';

/** Imports of other survey tools' files. */
@ApiTags('response-intake')
@Controller('v1/response-imports')
export class ResponseImportsController {
  constructor(
    private readonly imports: ResponseImportQueries,
    private readonly receive: ReceiveResponseImport,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: "Imports another survey tool's file: opt-outs, bounces, people and responses",
    description:
      'The file is checked while it comes in, and applied once it is there whole: GET the import to follow it. Opt-outs and ' +
      'bounces go first, then people, then responses. Responses are history: they count on their own date, and nothing is ' +
      'done because of them. The same file once more changes nothing, a newer one revises. CSV is UTF-8 with commas, ' +
      'semicolons or tabs; the objects of Delighted come as JSON or NDJSON.',
    operationId: 'startResponseImport',
  })
  @ApiConsumes('text/csv', 'application/x-ndjson', 'application/json')
  @ApiBody({
    schema: {
      type: 'string',
      example: 'Response ID,Email,Score,Created At\n1,ana@acme.example,9,2024-05-01 10:22:33\n',
    },
  })
  @ApiAcceptedResponse({ type: ResponseImportDto })
  @Problems(400, 410, 415)
  async start(@Query() options: ResponseImportOptionsDto, @Req() request: FastifyRequest): Promise<ResponseImportDto> {
    const { body, ...file } = uploadOf(request, options);
    const { dryRun, onError } = options;
    return this.show(await this.receive.run({ ...file, dryRun, onError }).finally(() => body.resume()));
  }

  @Get()
  @ApiOperation({ summary: "Imports of other survey tools' files, newest first", operationId: 'responseImports' })
  @ApiOkResponse({ type: ResponseImportPageDto })
  @Problems(400)
  async list(@Query() { limit, cursor }: PageQueryDto): Promise<ResponseImportPageDto> {
    const rows = await this.imports.list({ cursor, limit: limit + 1 });
    return pageOf(rows, limit, ({ importId }) => importId);
  }

  @Get(':importId')
  @ApiOperation({ summary: 'An import, how far it is and what came of it', operationId: 'responseImport' })
  @ApiOkResponse({ type: ResponseImportDto })
  @Problems(400, 404)
  async show(@Param('importId', ParseUUIDPipe) importId: string): Promise<ResponseImportDto> {
    const found = await this.imports.one(importId);
    if (!found) throw new NotFound(`there is no import ${importId}`);
    return found;
  }

  @Get(':importId/errors')
  @ApiOperation({
    summary: 'The refused rows of an import, with field and reason',
    operationId: 'responseImportErrors',
  })
  @ApiOkResponse({ type: ResponseImportErrorPageDto })
  @Problems(400, 404)
  async errors(
    @Param('importId', ParseUUIDPipe) importId: string,
    @Query() { limit, cursor }: ResponseImportErrorsQueryDto,
  ): Promise<ResponseImportErrorPageDto> {
    await this.show(importId);
    const rows = await this.imports.errors(importId, { after: cursor, limit: limit + 1 });
    return pageOf(rows, limit, ({ row }) => String(row));
  }
}
