import { createRequire } from 'node:module';

/** What is used of kafkajs's queue of the requests of one connection. */
export interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * Has a queue look again later only while requests wait in it. kafkajs 2.2.4 looks again after a millisecond, for as long as the
 * connection lives, with nothing to find: an installation in one process, with its hundred connections, spent a sixth of a processor
 * on it while nobody did anything.
 */
export function mendRequestQueue(queue: RequestQueue): void {
  const schedule = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function scheduleWhilePending(this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}

mendRequestQueue(createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js').prototype);
