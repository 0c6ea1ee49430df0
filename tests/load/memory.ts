import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '#contracts';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { load } from './answers.js';
import type { Arena } from './arena.js';
import type { JourneyEvents } from './journey-events.js';
import { committedPerSecond } from './throughput.js';

/** Memory of the process that runs every service, in bytes. */
export interface Memory {
  /** After the load. */
  readonly rss: number;
  /** The most that it ever was. */
  readonly peak: number;
}

/**
 * Loads a process that runs every service, as `npm start` does: it decides all journey events, then takes answers through
 * the gateway, scores and tags them and opens their cases. Neither Postgres, Kafka nor the load is in that process.
 */
export async function memoryUnderLoad(arena: Arena, events: JourneyEvents): Promise<Memory> {
  const prefix = await arena.newTopics();
  await events.produce(prefix);
  const child = fork(join(projectRoot(), 'dist/tests/load/whole-process.js'), {
    execArgv: optionsOfStart(),
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: arena.databaseUrl,
      KAFKA_BROKERS: arena.brokers,
      SECRET: arena.secret,
      TOPIC_PREFIX: prefix,
    },
  });
  try {
    const { url, apiKey } = await answerOf<{ url: string; apiKey: string }>(child);
    const caughtUp = (service: string, topic: string, total: number) =>
      committedPerSecond(arena, `${prefix}${service}`, prefix + topic, total);
    await caughtUp(
      'survey-dispatch.decide-when-journey-event-recorded',
      contracts.journeyEventRecorded.topic,
      events.count,
    );
    const answers = await load(`${url}/v1/responses`, { authorization: `Bearer ${apiKey}` });
    await Promise.all(
      ['scoring.score-when-response-recorded', 'feedback-tagging.tag-when-response-recorded'].map((consumer) =>
        caughtUp(consumer, contracts.responseRecorded.topic, answers.count),
      ),
    );
    child.send('memory');
    const memory = await answerOf<Memory>(child);
    child.send('stop');
    await once(child, 'exit');
    return memory;
  } finally {
    child.kill('SIGKILL');
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
