import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const ROUTE = '/v1/segment-mapping/dry-run';
/** A thousand samples of some kilobytes each. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Lets the samples of a dry run be larger than what other routes take. */
export function acceptSamples(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (route.url === ROUTE) route.bodyLimit = MAX_BYTES;
    });
}
