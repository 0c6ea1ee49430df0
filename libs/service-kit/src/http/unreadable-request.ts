import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemDto } from './problem.js';

/** A sender that still writes would miss the answer if the connection were torn down at once; it has so long to read it. */
const LINGER_MS = 500;

const REASONS: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not come to its end in time'],
  HPE_HEADER_OVERFLOW: [431, 'the address and the headers together are longer than 16 KiB'],
};

/** Answers what is no HTTP request, and so meets neither router nor error handler, with a problem document too. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const [status, detail] = REASONS[error.code ?? ''] ?? [400, 'the request is not HTTP/1.1'];
  const title = STATUS_CODES[status]!;
  const problem: ProblemDto = { type: 'about:blank', title, status, detail, instance: '' };
  if (status === 400) problem.errors = [{ field: 'request', reason: 'is not HTTP/1.1' }];
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
