import { contracts } from '#contracts';
import { load } from './answers.js';
import type { Arena } from './arena.js';
import type { JourneyEvents } from './journey-events.js';
import { committedPerSecond } from './throughput.js';
import { startWhole } from './whole-installation.js';

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
  const whole = await startWhole(arena, prefix);
  try {
    const { url, apiKey } = whole;
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
    return await whole.ask<Memory>('memory');
  } finally {
    await whole.stop();
  }
}
