import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { mendRequestQueue } from './request-queue.js';

const Queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js');
mendRequestQueue(Queue.prototype);

const silent = { debug: () => {}, error: () => {}, warn: () => {} };

/** A queue that has at most one request under way, and what of it is asked for. */
function queueOfOne() {
  const queue = new Queue({
    maxInFlightRequests: 1,
    requestTimeout: 1_000,
    clientId: 'test',
    broker: 'b',
    logger: silent,
  });
  const sent: number[] = [];
  let checks = 0;
  const check = queue.checkPendingRequests.bind(queue);
  queue.checkPendingRequests = () => {
    checks++;
    check();
  };
  const push = (correlationId: number) =>
    queue.push({
      entry: { correlationId, resolve: () => {}, reject: () => {} },
      expectResponse: true,
      requestTimeout: 1_000,
      sendRequest: () => sent.push(correlationId),
    });
  const answer = (correlationId: number) => queue.fulfillRequest({ correlationId, payload: Buffer.alloc(0), size: 0 });
  return { push, answer, sent, checks: () => checks, throttle: (ms: number) => queue.maybeThrottle(ms) };
}

describe('the queue of requests of a connection', () => {
  it('rests while nothing waits in it', async () => {
    const { push, answer, sent, checks } = queueOfOne();
    push(1);
    answer(1);
    const before = checks();
    await sleep(50);
    expect(sent).toEqual([1]);
    expect(checks() - before).toBeLessThanOrEqual(1);
  });

  it('sends what waits once the request before it is answered', () => {
    const { push, answer, sent } = queueOfOne();
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    answer(1);
    expect(sent).toEqual([1, 2]);
  });

  it('sends what waits once the broker takes requests again', async () => {
    const { push, sent, throttle } = queueOfOne();
    throttle(30);
    push(1);
    expect(sent).toEqual([]);
    await sleep(80);
    expect(sent).toEqual([1]);
  });
});
