import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

const ROUTE = '/hooks/feedback/:webhookId';
/** Deliveries hold a ticket with its history, or some dozens of reviews. */
const MOST_BYTES = 256 * 1024;
/** Never sent by anybody: deliveries are read as this type, so that they stay the bytes that were signed. */
const AS_BYTES = 'application/x-delivery-as-it-came';

/** The bytes of a delivery, unread. */
export function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** Has deliveries of webhooks stay bytes, whatever type they say they are, until their signature is checked. */
export function keepDeliveriesRaw(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route: { url: string; bodyLimit?: number }) => {
    if (route.url === ROUTE) route.bodyLimit = MOST_BYTES;
  });
  fastify.addHook('preParsing', async (request: FastifyRequest) => {
    if (request.routeOptions.url === ROUTE) request.headers['content-type'] = AS_BYTES;
    else if (request.headers['content-type']?.startsWith(AS_BYTES)) delete request.headers['content-type'];
  });
  fastify.addContentTypeParser(AS_BYTES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}
