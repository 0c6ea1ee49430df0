import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '#messaging';
import { presentedKey } from '../api-keys/api-key.rules.js';
import type { IdentifyCaller } from '../api-keys/identify-caller.action.js';
import { basicKey } from '../delighted/basic-key.rules.js';
import { requestIdOf, senderOf } from './headers.rules.js';

/** For the gateway's own pages; an answer of a service that has a policy keeps its own. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** What every request meets first: a request id, security headers and the rate limit. */
export async function protect(
  fastify: FastifyInstance,
  identify: IdentifyCaller,
  { rateLimitPerMinute, trustedProxies }: { rateLimitPerMinute: number; trustedProxies: number },
): Promise<void> {
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const id = requestIdOf(request.headers['x-request-id'], newId());
    request.headers['x-request-id'] = id;
    reply.header('x-request-id', id);
  });
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    // A mail that is shown in a sandbox cannot be keyed by its origin; browsers then complain about every page.
    originAgentCluster: false,
  });
  await fastify.register(rateLimit, {
    global: false,
    enableDraftSpec: true,
    max: rateLimitPerMinute,
    timeWindow: 60_000,
    // A key counts by itself only once it is known to be good: made-up keys all count on their sender's address.
    keyGenerator: ({ headers, ip }) =>
      identify.knownId(presentedKey(headers) ?? basicKey(headers.authorization)) ??
      senderOf(ip, headers['x-forwarded-for'], trustedProxies),
    errorResponseBuilder: (_request, { max, ttl }) =>
      Object.assign(new Error(`more than ${max} requests in a minute; try again in ${Math.ceil(ttl / 1000)} s`), {
        statusCode: 429,
      }),
  });
  // As a hook rather than per route, so that unknown paths count as well.
  fastify.addHook('onRequest', fastify.rateLimit());
}
