import type { Readable } from 'node:stream';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

const JSON_TYPE = 'application/json';
/** Stands for JSON that is not to be read whole. */
const STREAMED_JSON = 'application/x-streamed-json';

/**
 * Hands the bodies of one route over as streams, of any size; other routes go on refusing types that they do not know.
 * @param types media types, in lower case and without parameters
 */
export function acceptFileBodies(app: NestFastifyApplication, route: string, types: readonly string[]): void {
  const fastify = app.getHttpAdapter().getInstance();
  const streamed = types.map((type) => (type === JSON_TYPE ? STREAMED_JSON : type));
  fastify.addContentTypeParser(streamed, async (request: FastifyRequest, body: Readable) => {
    if (request.routeOptions.url !== route)
      throw new UnsupportedMediaTypeException('this type is taken by imports alone');
    return body;
  });
  if (!types.includes(JSON_TYPE)) return;
  fastify.addHook('onRequest', async (request: FastifyRequest) => {
    const { headers, routeOptions, method } = request;
    if (method !== 'POST' || routeOptions.url !== route || typeOf(request) !== JSON_TYPE) return;
    headers['content-type'] = STREAMED_JSON;
  });
}

/**
 * The stream of a file's body, and its media type.
 * @throws UnsupportedMediaTypeException for anything but `types`
 */
export function fileBodyOf<T extends string>(
  request: FastifyRequest,
  types: readonly T[],
): { body: Readable; type: T } {
  const type = typeOf(request) === STREAMED_JSON ? JSON_TYPE : typeOf(request);
  if (!(types as readonly string[]).includes(type))
    throw new UnsupportedMediaTypeException(`an import is ${types.join(' or ')}`);
  return { body: request.body as Readable, type: type as T };
}

function typeOf({ headers }: FastifyRequest): string {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
}
