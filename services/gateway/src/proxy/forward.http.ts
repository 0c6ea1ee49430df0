import { Stream } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import { context, propagation } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Logger } from '#messaging';
import { NotFound, sendProblem, Unauthenticated, Unavailable } from '#service-kit';
import { presentedKey } from '../api-keys/api-key.rules.js';
import type { Caller, IdentifyCaller } from '../api-keys/identify-caller.action.js';
import type { GatewayConfig } from '../config.js';
import { LARGE_BODIES, ROUTES, type Route, routeOf } from '../routes/routes.rules.js';
import { answerHeaders, requestHeaders, senderOf } from './headers.rules.js';

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
  interface FastifyContextConfig {
    forward?: Route & { origin: string };
  }
}

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const CONNECT_TIMEOUT_MS = 2_000;
const CONNECTIONS_PER_SERVICE = 128;
/** Files: of any size, and never held here. The services say which routes take them. */
const STREAMED = ['text/csv', 'application/x-ndjson'];
/** A service answers a file when it has read and checked all of it. */
const FILE_TIMEOUT_MS = 30 * 60_000;

/** Forwards the routes of the table to their services, for callers whom the gateway knows. */
export async function forward(
  fastify: FastifyInstance,
  identify: IdentifyCaller,
  config: GatewayConfig,
  logger: Logger,
): Promise<void> {
  const upstreams = config.upstreams();
  await fastify.register(async (scope) => {
    await scope.register(replyFrom, {
      disableCache: true,
      disableRequestLogging: true,
      undici: {
        connections: CONNECTIONS_PER_SERVICE,
        connectTimeout: CONNECT_TIMEOUT_MS,
        headersTimeout: config.upstreamTimeoutMs,
        bodyTimeout: config.upstreamTimeoutMs,
      },
    });
    // Bodies pass through as the bytes they are; reading them here is what holds them to the size limit.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.addContentTypeParser(STREAMED, async (_request: FastifyRequest, body: Stream) => body);
    scope.setErrorHandler<Error & { code?: string }>((error, request, reply) => {
      // The client hung up while its answer came: nobody is left to be told, and nothing is wrong here.
      if (error.code === 'UND_ERR_ABORTED' && reply.raw.destroyed) return;
      sendProblem(error, request, reply, logger);
    });
    scope.addHook('onRequest', (request, reply) => authenticate(identify, request, reply));
    for (const route of ROUTES) {
      const origin = upstreams.get(route.upstream);
      if (origin === undefined) continue;
      const large = Object.keys(LARGE_BODIES).filter((path) => routeOf(path) === route);
      for (const url of new Set([route.prefix, `${route.prefix}/*`, ...large])) {
        scope.route({
          method: METHODS,
          url,
          bodyLimit: LARGE_BODIES[url],
          config: { forward: { ...route, origin } },
          handler: (request, reply) => send(request, reply, config),
        });
      }
    }
  });
}

async function authenticate(identify: IdentifyCaller, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.routeOptions.config.forward?.needsKey) return;
  const key = presentedKey(request.headers);
  request.caller = key === undefined ? undefined : await identify.byKey(key);
  if (request.caller) return;
  reply.header('www-authenticate', key === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
  throw new Unauthenticated(
    key === undefined
      ? 'an API key is needed: Authorization: Bearer rpt_…'
      : 'this API key is unknown, or it was revoked',
  );
}

function send(request: FastifyRequest, reply: FastifyReply, { trustedProxies, upstreamTimeoutMs }: GatewayConfig) {
  const { origin, upstream, prefix, takesPassword } = request.routeOptions.config.forward!;
  const { href, pathname } = new URL(origin + request.url.split('?')[0]);
  // Dots and backslashes must not lead out of what the route allows.
  if (routeOf(pathname)?.prefix !== prefix) throw new NotFound('there is nothing at this path');
  const body = request.body as Buffer | Stream | undefined;
  return reply.from(href, {
    ...(body instanceof Stream && { timeout: FILE_TIMEOUT_MS }),
    // A stream is taken from the request by itself.
    ...(body &&
      !(body instanceof Stream) && {
        body,
        contentType: request.headers['content-type'] ?? 'application/octet-stream',
      }),
    // Once, and only for GET and HEAD, in case the service closed an idle connection just now.
    retriesCount: 1,
    rewriteRequestHeaders: (_request, headers) => {
      const forwarded = requestHeaders(headers, {
        token: request.caller?.token,
        address: senderOf(request.ip, headers['x-forwarded-for'], trustedProxies),
        hasBody: body !== undefined,
        takesPassword,
      });
      propagation.inject(context.active(), forwarded);
      return forwarded;
    },
    rewriteHeaders: answerHeaders,
    onError: (_reply, { error }) => {
      const late = (error as { statusCode?: number }).statusCode === 504;
      const what = late ? `did not answer within ${upstreamTimeoutMs / 1000} s` : 'cannot be reached';
      reply.send(new Unavailable(`${upstream} ${what}; try again`, { cause: error }));
    },
  });
}
