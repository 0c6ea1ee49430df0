import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** What came back, and after how many milliseconds. */
export interface Exchange {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly tookMs: number;
}

/** After so long, in milliseconds, nobody waits any more. */
const GIVE_UP_MS = 10_000;

/** Bodies may have so many bytes. Who sends more is cut off, and may not get to read the answer. */
const BODY_LIMIT = 64 * 1024;
const CUT_OFF = new Set(['EPIPE', 'ECONNRESET']);

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/**
 * Sends a request byte by byte as it is given: `fetch` would tidy its path and its headers up.
 * @throws where nothing comes back within 10 s, or the connection ends without an answer
 */
export function exchange(
  origin: string,
  sent: { method: string; path: string; headers: Readonly<Record<string, string | string[]>>; body?: Buffer },
): Promise<Exchange> {
  const { hostname, port } = new URL(origin);
  const { method, path, body } = sent;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const headers = {
      ...sent.headers,
      ...(body && !sent.headers['transfer-encoding'] && { 'content-length': `${body.length}` }),
    };
    const outgoing = request({ hostname, port, method, path, headers, agent, timeout: GIVE_UP_MS }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('end', () =>
        resolve({
          status: incoming.statusCode!,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString('utf8'),
          tookMs: performance.now() - started,
        }),
      );
      incoming.once('error', reject);
      // A body that is refused while it is still being sent: the answer is what counts.
      outgoing.on('error', () => {});
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error(`nothing came within ${GIVE_UP_MS} ms`)));
    outgoing.once('error', (error: Error & { code?: string }) => {
      const tooMuch = CUT_OFF.has(error.code ?? '') && body !== undefined && body.length > BODY_LIMIT;
      // Who sends a head without end is told why before it is known that only a head is wanted back.
      const tooLong = error.code === 'HPE_CLOSED_CONNECTION' && method === 'HEAD';
      if (!tooMuch && !tooLong) return reject(error);
      resolve({ status: tooMuch ? 413 : 431, headers: {}, text: '', tookMs: performance.now() - started });
    });
    outgoing.end(body);
  });
}
