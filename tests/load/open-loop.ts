import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

/** Requests that are sent at their time, whether the ones before them were answered or not. */
export interface OpenLoop {
  readonly url: string;
  /** Taken in turn instead of the path of the address. */
  readonly paths?: readonly string[];
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** `[<id>]` in it becomes the number of the request. */
  readonly body?: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** What ends a latency. */
  readonly until: 'first byte' | 'last byte';
}

/** Latencies in milliseconds, each from the time at which its request was to be sent: a server that stalls is charged for all who wait. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** Sends requests from a process of its own. @throws where one is not answered with 2xx */
export async function openLoop(plan: OpenLoop): Promise<Latencies> {
  const child = fork(join(projectRoot(), 'dist/tests/load/open-loop-process.js'), { env: { PATH: process.env.PATH } });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the load ended with ${code}`);
  });
  child.send(plan);
  const [latencies] = await Promise.race([once(child, 'message'), ended]);
  return latencies as Latencies;
}
