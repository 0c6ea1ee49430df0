import type { Readable } from 'node:stream';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { ImportFormat } from './import-row.rules.js';

const FORMATS: Readonly<Record<string, ImportFormat>> = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' };
const ROUTE = '/v1/imports';

/** Hands bodies of imports over as streams, of any size; other routes go on refusing these types. */
export async function acceptImportBodies(app: NestFastifyApplication): Promise<void> {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser(Object.keys(FORMATS), async (request: FastifyRequest, body: Readable) => {
      if (request.routeOptions.url !== ROUTE)
        throw new UnsupportedMediaTypeException('this type is taken by imports alone');
      return body;
    });
}

/**
 * The stream of an import's body, and how it is written.
 * @throws UnsupportedMediaTypeException for anything but CSV and NDJSON
 */
export function importBodyOf(request: FastifyRequest): { body: Readable; format: ImportFormat } {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const format = FORMATS[type];
  if (!format) throw new UnsupportedMediaTypeException('an import is text/csv or application/x-ndjson');
  return { body: request.body as Readable, format };
}
