import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { fileBodyOf, NotFound, PageQueryDto, Problems, pageOf } from '#service-kit';
import { ImportDto, ImportErrorPageDto, ImportErrorsQueryDto, ImportOptionsDto, ImportPageDto } from './import.dto.js';
import { FILE_TYPES, FORMATS } from './import-row.rules.js';
import { ImportQueries } from './imports.query.js';
import { readRows } from './read-rows.http.js';
import { ReceiveImport } from './receive-import.action.js';

/** Bulk imports of accounts and contacts. */
@ApiTags('directory')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportQueries,
    private readonly receive: ReceiveImport,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Imports accounts or contacts from CSV or NDJSON',
    description:
      'The file is checked while it comes in, by the rules of REST, and applied once it is there whole: GET the import to ' +
      'follow it. A row is a partial upsert: an empty cell, or an absent field, keeps the value; null in NDJSON clears it. ' +
      'CSV is UTF-8 with commas and a header of field names; a custom attribute is a column `attributes.<name>`.',
    operationId: 'startImport',
  })
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiBody({ schema: { type: 'string', example: 'contactId,email,attributes.plan\nmaria,maria@acme.example,team\n' } })
  @ApiAcceptedResponse({ type: ImportDto })
  @Problems(400, 410, 415)
  async start(@Query() options: ImportOptionsDto, @Req() request: FastifyRequest): Promise<ImportDto> {
    const { body, type } = fileBodyOf(request, FILE_TYPES);
    const format = FORMATS[type];
    const rows = readRows(body, format, options.subject);
    return this.show(await this.receive.run({ ...options, format, rows }).finally(() => body.resume()));
  }

  @Get()
  @ApiOperation({ summary: 'Imports, newest first', operationId: 'imports' })
  @ApiOkResponse({ type: ImportPageDto })
  @Problems(400)
  async list(@Query() { limit, cursor }: PageQueryDto): Promise<ImportPageDto> {
    const rows = await this.imports.list({ cursor, limit: limit + 1 });
    return pageOf(rows, limit, ({ importId }) => importId);
  }

  @Get(':importId')
  @ApiOperation({ summary: 'An import and how far it is', operationId: 'import' })
  @ApiOkResponse({ type: ImportDto })
  @Problems(400, 404)
  async show(@Param('importId', ParseUUIDPipe) importId: string): Promise<ImportDto> {
    const found = await this.imports.one(importId);
    if (!found) throw new NotFound(`there is no import ${importId}`);
    return found;
  }

  @Get(':importId/errors')
  @ApiOperation({ summary: 'The rows of an import that are wrong, with field and reason', operationId: 'importErrors' })
  @ApiOkResponse({ type: ImportErrorPageDto })
  @Problems(400, 404)
  async errors(
    @Param('importId', ParseUUIDPipe) importId: string,
    @Query() { limit, cursor }: ImportErrorsQueryDto,
  ): Promise<ImportErrorPageDto> {
    await this.show(importId);
    const rows = await this.imports.errors(importId, { after: cursor, limit: limit + 1 });
    return pageOf(rows, limit, ({ row }) => String(row));
  }
}
