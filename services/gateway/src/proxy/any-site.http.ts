import type { FastifyInstance } from 'fastify';
import { routeOf } from '../routes/routes.rules.js';

const ALLOWED = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type, widget-token',
  'access-control-max-age': '86400',
};

/**
 * Lets scripts on pages of any site ask what is there for them (CORS): nobody is known there by a cookie, so that a page learns
 * nothing that whoever wrote it could not ask for by themselves.
 */
export function letAnySiteAsk(fastify: FastifyInstance): void {
  const isForAnySite = (url: string) => routeOf(url.split('?')[0]!)?.fromAnySite ?? false;
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.method === 'OPTIONS' && isForAnySite(request.url)) return reply.headers(ALLOWED).status(204).send();
  });
  // The last word, after the headers that keep other sites away from everything else.
  fastify.addHook('onSend', async (request, reply) => {
    if (!isForAnySite(request.url)) return;
    reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  });
}
