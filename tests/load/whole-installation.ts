import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import type { Arena } from './arena.js';

/** Every service in one process of its own, as `npm start` runs them; neither Postgres, Kafka nor the load is in it. */
export interface WholeInstallation {
  /** The gateway's address. */
  readonly url: string;
  readonly apiKey: string;
  /** Asks it something and waits for the answer. */
  ask<T>(question: string): Promise<T>;
  stop(): Promise<void>;
}

/** Starts it on the topics of a prefix. */
export async function startWhole(arena: Arena, topicPrefix: string): Promise<WholeInstallation> {
  const child = fork(join(projectRoot(), 'dist/tests/load/whole-process.js'), {
    execArgv: optionsOfStart(),
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: arena.databaseUrl,
      KAFKA_BROKERS: arena.brokers,
      SECRET: arena.secret,
      TOPIC_PREFIX: topicPrefix,
    },
  });
  try {
    const { url, apiKey } = await answerOf<{ url: string; apiKey: string }>(child);
    return {
      url,
      apiKey,
      ask: async (question) => {
        child.send(question);
        return answerOf(child);
      },
      stop: async () => {
        const exited = once(child, 'exit');
        child.send('stop');
        await exited;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** What `npm start` tells Node. */
export function optionsOfStart(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  return (/ node (.*) dist/.exec(scripts.start)?.[1] ?? '').split(' ');
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process that runs every service ended with ${code}`);
  });
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  return answer as T;
}
