import { defineService, LOGGER } from '#service-kit';
import { ApiKey } from './api-keys/api-key.entity.js';
import { IdentifyCaller } from './api-keys/identify-caller.action.js';
import { GatewayConfig } from './config.js';
import { CreateGateway1760000007000 } from './migrations/1760000007000-create-gateway.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { ShowDocument } from './openapi/show-document.action.js';
import { PagesController } from './pages/pages.controller.js';
import { serveSwaggerAssets } from './pages/swagger-assets.http.js';
import { forward } from './proxy/forward.http.js';
import { protect } from './proxy/protect.http.js';

/** The one public address: knows who calls, forwards to the services, and shows one reference of them all. */
export const gateway = defineService({
  name: 'gateway',
  description: 'The one public address',
  config: GatewayConfig,
  entities: [ApiKey],
  migrations: [CreateGateway1760000007000],
  consumers: [],
  controllers: [PagesController, OpenApiController],
  providers: [IdentifyCaller, ShowDocument],
  openApi: false,
  prepare: async (app, config) => {
    const fastify = app.getHttpAdapter().getInstance();
    const identify = app.get(IdentifyCaller);
    await protect(fastify, identify, config);
    await serveSwaggerAssets(fastify);
    await forward(fastify, identify, config, app.get(LOGGER));
  },
});
