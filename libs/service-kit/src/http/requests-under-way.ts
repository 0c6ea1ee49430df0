import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Unavailable } from '../errors.js';
import { toProblem } from './problem.js';

/** Less than a process has to stop, and no less than the gateway waits for an answer. */
const END_WITHIN_MS = 15_000;

/** Knows which requests are under way, so that a service may end them before what they need is taken away. */
export class RequestsUnderWay {
  private readonly responses = new Set<object>();
  private ending = false;
  private onLast: () => void = () => {};

  /** Must be made before the routes are. */
  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRequest', async (request, reply) => {
      // A connection that was busy when the listener closed may still bring a request.
      if (this.ending) {
        const problem = toProblem(new Unavailable('the service stops; try again'), request.url.split('?')[0]!);
        return reply.status(503).header('retry-after', '5').type('application/problem+json').send(problem);
      }
      this.responses.add(reply.raw);
      reply.raw.once('close', () => {
        this.responses.delete(reply.raw);
        if (this.responses.size === 0) this.onLast();
      });
    });
    fastify.addHook('onSend', async (_request, reply) => {
      if (this.ending) reply.header('connection', 'close');
    });
  }

  /** Accepts nothing more, waits up to 15 s for the requests under way, and closes all connections. */
  async end(server: Server): Promise<void> {
    this.ending = true;
    server.close();
    if (this.responses.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, END_WITHIN_MS);
        this.onLast = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    // Left are connections without a request, which would hold the server open, and requests without end.
    server.closeAllConnections();
  }
}
