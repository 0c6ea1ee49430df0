import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const ROUTE = '/v1/feedback/batch';
/** A thousand items of some kilobytes each. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Lets batches of feedback be larger than what other routes take. */
export function acceptFeedbackBatches(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (route.url === ROUTE) route.bodyLimit = MAX_BYTES;
    });
}
