import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { OpenLoop } from './open-loop.js';

/** More than are ever under way, so that no request waits for the one before it; kept open as pages' proxies do. */
const CONNECTIONS = 256;

const [plan] = (await once(process, 'message')) as [OpenLoop];
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'lifo' });
const { hostname, port, pathname } = new URL(plan.url);

/** Sends one request; resolves with its latency in milliseconds, counted from when it was to be sent. */
function send(index: number, intendedAt: number): Promise<number> {
  const path = plan.paths?.[index % plan.paths.length] ?? pathname;
  const body = plan.body?.replaceAll('[<id>]', `${index}`);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        path,
        agent,
        method: plan.method,
        headers: { ...plan.headers, ...(body && { 'content-length': `${Buffer.byteLength(body)}` }) },
      },
      (incoming) => {
        const firstByte = performance.now();
        if (incoming.statusCode! >= 300) reject(new Error(`answered ${incoming.statusCode}`));
        incoming.resume();
        incoming.once('end', () => resolve((plan.until === 'first byte' ? firstByte : performance.now()) - intendedAt));
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const total = plan.perSecond * plan.seconds;
const latencies: Promise<number>[] = [];
const start = performance.now() + 100;
// Requests are due at whole milliseconds: what a timer is late by is counted, what it cannot tell apart is not.
const dueAt = (index: number) => start + Math.ceil((index * 1_000) / plan.perSecond);
while (latencies.length < total) {
  while (latencies.length < total && dueAt(latencies.length) <= performance.now())
    latencies.push(send(latencies.length, dueAt(latencies.length)));
  await new Promise((resolve) => setTimeout(resolve, 1));
}
const sorted = (await Promise.all(latencies)).toSorted((a, b) => a - b);
// The first half second opens connections, on either side of a ratio; it is in here all the same.
process.send?.({ p50: sorted[Math.floor(total * 0.5)], p99: sorted[Math.floor(total * 0.99)], most: sorted.at(-1) });
agent.destroy();
process.disconnect();
