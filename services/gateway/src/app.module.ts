import { defineService, LOGGER } from '#service-kit';
import { ApiKey } from './api-keys/api-key.entity.js';
import { IdentifyCaller } from './api-keys/identify-caller.action.js';
import { GatewayConfig } from './config.js';
import { FindPeople } from './delighted/find-people.action.js';
import { LeavePeopleAlone } from './delighted/leave-people-alone.action.js';
import { ListPeople } from './delighted/list-people.action.js';
import { ReportMetrics } from './delighted/report-metrics.action.js';
import { SavePerson } from './delighted/save-person.action.js';
import { serveDelighted } from './delighted/serve-delighted.http.js';
import { ServicesClient } from './delighted/services.client.js';
import { SurveyResponses } from './delighted/survey-responses.action.js';
import { CreateGateway1760000007000 } from './migrations/1760000007000-create-gateway.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { ShowDocument } from './openapi/show-document.action.js';
import { PagesController } from './pages/pages.controller.js';
import { serveSwaggerAssets } from './pages/swagger-assets.http.js';
import { letAnySiteAsk } from './proxy/any-site.http.js';
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
  providers: [
    IdentifyCaller,
    ShowDocument,
    ServicesClient,
    FindPeople,
    ListPeople,
    ReportMetrics,
    SavePerson,
    LeavePeopleAlone,
    SurveyResponses,
  ],
  openApi: false,
  prepare: async (app, config) => {
    const fastify = app.getHttpAdapter().getInstance();
    const identify = app.get(IdentifyCaller);
    await protect(fastify, identify, config);
    letAnySiteAsk(fastify);
    await serveSwaggerAssets(fastify);
    await serveDelighted(app, identify, config, app.get(LOGGER));
    await forward(fastify, identify, config, app.get(LOGGER));
  },
});
