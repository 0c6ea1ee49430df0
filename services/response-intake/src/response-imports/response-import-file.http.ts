import type { Readable } from 'node:stream';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { acceptFileBodies, fileBodyOf, InvalidRequest } from '#service-kit';
import type { ImportSpec, SourceRow } from './formats/import-spec.rules.js';
import { readMapping } from './formats/mapping.rules.js';
import { readSourceRows } from './read-source-rows.http.js';
import type { ResponseImportOptionsDto } from './response-import.dto.js';

const TYPES = ['text/csv', 'application/json', 'application/x-ndjson'] as const;
const ROUTE = '/v1/response-imports';

/** Hands the files of other tools over as streams, of any size. */
export function acceptResponseImports(app: NestFastifyApplication): void {
  acceptFileBodies(app, ROUTE, TYPES);
}

/** A file as it comes in, and what kind of file it is. */
export interface ResponsesUpload {
  readonly spec: ImportSpec;
  readonly body: Readable;
  readonly rows: AsyncIterable<SourceRow>;
}

/**
 * The file of a request, read as its options say.
 * @throws UnsupportedMediaTypeException for a type that the format does not have, InvalidRequest for a mapping that is none
 */
export function uploadOf(request: FastifyRequest, options: ResponseImportOptionsDto): ResponsesUpload {
  const { format, touchpoint, metric, kind, dateOrder } = options;
  const { body, type } = fileBodyOf(request, TYPES);
  const isCsv = type === 'text/csv';
  if (isCsv !== format.endsWith('-csv'))
    throw new UnsupportedMediaTypeException(`${format} is ${isCsv ? TYPES.slice(1).join(' or ') : 'text/csv'}`);
  const mapping = readMapping(options.mapping);
  if (typeof mapping === 'string')
    throw new InvalidRequest(`mapping ${mapping}`, [{ field: 'mapping', reason: mapping }]);
  const source = options.source ?? (format === 'generic-csv' ? 'import' : format.split('-')[0]!);
  const spec = { format, source, touchpoint, metric, kind, dateOrder, mapping };
  return { spec, body, rows: readSourceRows(body, spec) };
}
