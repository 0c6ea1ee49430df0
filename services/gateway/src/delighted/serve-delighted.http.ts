import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Logger } from '#messaging';
import { presentedKey } from '../api-keys/api-key.rules.js';
import type { IdentifyCaller } from '../api-keys/identify-caller.action.js';
import type { GatewayConfig } from '../config.js';
import { senderOf } from '../proxy/headers.rules.js';
import { basicKey } from './basic-key.rules.js';
import { DelightedRefusal, delightedErrorOf, unprocessable } from './delighted-error.rules.js';
import type { Sent } from './field-reader.rules.js';
import { parseForm } from './form-body.rules.js';
import { delightedOperations, type OperationRoute } from './operations.http.js';
import { addressOf, takesJson } from './request-address.rules.js';

const PREFIX = '/delighted/v1';
const METHODS: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const VISIBLE = /^[\x21-\x7e]{1,150}$/;
const RETRY_AFTER_S = '5';

/** Answers `/delighted/v1` as Delighted's API does, out of what the services know. */
export async function serveDelighted(
  app: NestFastifyApplication,
  identify: IdentifyCaller,
  config: GatewayConfig,
  logger: Logger,
): Promise<void> {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  await fastify.register(async (scope) => {
    readBodies(scope);
    scope.setErrorHandler((error, request, reply) => sendError(error, request, reply, logger));
    scope.addHook('onRequest', (request, reply) => admit(identify, request, reply));
    const operations = delightedOperations(app);
    for (const operation of operations) {
      for (const url of [operation.path, `${operation.path}.json`]) {
        scope.route({
          method: operation.method,
          url: PREFIX + url,
          handler: (request, reply) => run(operation, request, reply, config),
        });
      }
    }
    refuseOthers(scope, operations);
  });
}

/** JSON and forms, either of which may be empty; Delighted's clients say that nothing is JSON. */
function readBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(body.toString()));
    } catch {
      done(new DelightedRefusal(400), undefined);
    }
  });
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, parseForm(body.toString())),
  );
}

async function admit(identify: IdentifyCaller, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const key = basicKey(request.headers.authorization) ?? presentedKey(request.headers);
  request.caller = key === undefined ? undefined : await identify.byKey(key);
  if (!request.caller) {
    reply.header('www-authenticate', 'Basic realm="Rapport", charset="UTF-8"');
    throw new DelightedRefusal(401);
  }
  if (!takesJson(request.url.split('?')[0]!, request.headers.accept)) throw new DelightedRefusal(406);
}

async function run(
  operation: OperationRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  config: GatewayConfig,
): Promise<FastifyReply> {
  const { body = {}, headers } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unprocessable({ base: ['is invalid'] });
  const address = addressOf(request, config.trustedProxies);
  const key = headers['idempotency-key']?.toString();
  if (key !== undefined && !VISIBLE.test(key)) throw unprocessable({ base: ['Idempotency-Key is invalid'] });
  const params = request.params as Record<string, string>;
  const answer = await operation.run({
    call: {
      token: request.caller!.token,
      requestId: headers['x-request-id']!.toString(),
      address: senderOf(request.ip, headers['x-forwarded-for'], config.trustedProxies),
      idempotencyKey: key,
    },
    address,
    path: address + request.url.split('?')[0],
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.replace(/\.json$/, '')])),
    query: request.query as Sent,
    body: body as Sent,
  });
  // Given back, so that Fastify waits for it rather than answering a second time.
  return reply
    .status(answer.status ?? 200)
    .headers(answer.headers ?? {})
    .header('cache-control', 'no-store')
    .send(answer.body);
}

/** What is there is refused by its method, with those that it has; what is not there is not found. */
function refuseOthers(scope: FastifyInstance, operations: readonly OperationRoute[]): void {
  const byPath = Map.groupBy(operations, ({ path }) => path);
  for (const [path, offered] of byPath) {
    const allowed: string[] = offered.map(({ method }) => method);
    for (const url of [path, `${path}.json`]) {
      scope.route({
        method: METHODS.filter((method) => !allowed.includes(method)),
        url: PREFIX + url,
        handler: (_request, reply) => {
          reply.header('allow', allowed.join(', '));
          throw new DelightedRefusal(405);
        },
      });
    }
  }
  for (const url of [PREFIX, `${PREFIX}/*`]) {
    scope.route({
      method: METHODS,
      url,
      handler: () => {
        throw new DelightedRefusal(404);
      },
    });
  }
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const body = delightedErrorOf(error);
  if (body.status >= 500 && body.status !== 501)
    logger.error({ err: error, method: request.method, route: request.routeOptions?.url }, 'request failed');
  if (body.status === 503) reply.header('retry-after', RETRY_AFTER_S);
  void reply.status(body.status).type('application/json; charset=utf-8').send(body);
}
