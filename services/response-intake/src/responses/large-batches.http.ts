import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const ROUTE = '/v1/responses/batch';
/** A thousand answers with long comments. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Lets batches of answers be larger than what other routes take. */
export function acceptResponseBatches(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (route.url === ROUTE) route.bodyLimit = MAX_BYTES;
    });
}
