import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const FILES = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js']);

/** Serves the files of Swagger UI that the reference page loads, and none of its others. */
export async function serveSwaggerAssets(fastify: FastifyInstance): Promise<void> {
  await fastify.register(fastifyStatic, {
    // Importing the package would run it; only its place is wanted.
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: '/docs/',
    index: false,
    decorateReply: false,
    maxAge: '1h',
    allowedPath: (path) => FILES.has(path),
  });
}
