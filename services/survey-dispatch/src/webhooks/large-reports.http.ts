import { Readable } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** SendGrid gathers events for some seconds, and sends a thousand and more at once. */
const MOST_BYTES = 2 * 1024 * 1024;
const LARGE = '/hooks/mail/sendgrid';

const bodies = new WeakMap<FastifyRequest, Buffer>();

/** The body of a signed report as it came: what is signed are its bytes. */
export function rawBodyOf(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}

/** Lets SendGrid's reports be larger than other bodies, and keeps their bytes while they are answered. */
export function takeLargeReports(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route: { url: string; bodyLimit?: number }) => {
    if (route.url.startsWith(LARGE)) route.bodyLimit = MOST_BYTES;
  });
  fastify.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply, payload: Readable) => {
    if (!request.url.startsWith(LARGE)) return payload;
    const body = await readAll(payload);
    if (!body) {
      // What is left of it is not read: nothing else can come over this connection.
      reply.header('connection', 'close');
      throw new PayloadTooLargeException(`a report has ${MOST_BYTES} bytes at the most`);
    }
    bodies.set(request, body);
    return Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
  });
}

async function readAll(payload: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
