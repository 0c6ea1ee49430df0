import { defineService, LOGGER } from '#service-kit';
import { ApiKey } from './api-keys/api-key.entity.js';
import { Callers } from './api-keys/callers.js';
import { GatewayConfig } from './config.js';
import { CreateGateway1760000007000 } from './migrations/1760000007000-create-gateway.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { ServiceDocuments } from './openapi/service-documents.js';
import { PagesController } from './pages/pages.controller.js';
import { serveSwaggerAssets } from './pages/swagger-assets.js';
import { forward } from './proxy/forward.js';
import { protect } from './proxy/protect.js';

/** The one public address: knows who calls, forwards to the services, and shows one reference of them all. */
export const gateway = defineService({
  name: 'gateway',
  description: 'The one public address',
  config: GatewayConfig,
  entities: [ApiKey],
  migrations: [CreateGateway1760000007000],
  consumers: [],
  controllers: [PagesController, OpenApiController],
  providers: [Callers, ServiceDocuments],
  openApi: false,
  prepare: async (app, config) => {
    const fastify = app.getHttpAdapter().getInstance();
    const callers = app.get(Callers);
    await protect(fastify, callers, config);
    await serveSwaggerAssets(fastify);
    await forward(fastify, callers, config, app.get(LOGGER));
  },
});
