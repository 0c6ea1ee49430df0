import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { type TopicSettings, topics } from '#contracts';

const ATTEMPTS = 10;

/**
 * Creates the system's topics that do not exist yet. Services that start together may all try.
 * @param prefix the deployment's, set before every topic
 * @throws Error naming the topics that are missing and could not be created
 */
export async function provisionTopics(kafka: Kafka, prefix: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    let problem: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const missing = await missingTopics(admin, prefix);
      if (missing.length === 0) return;
      problem = await create(admin, missing, prefix);
      if (problem) await sleep(100 * attempt);
    }
    const missing = await missingTopics(admin, prefix);
    if (missing.length === 0) return;
    const names = missing.map(({ topic }) => prefix + topic).join(', ');
    throw new Error(`these Kafka topics are missing and could not be created (${String(problem)}): ${names}`);
  } finally {
    await admin.disconnect();
  }
}

async function missingTopics(admin: Admin, prefix: string): Promise<TopicSettings[]> {
  const present = new Set(await admin.listTopics());
  return topics.filter(({ topic }) => !present.has(prefix + topic));
}

/** Returns what went wrong, if anything did: somebody else may have been quicker. */
async function create(admin: Admin, missing: readonly TopicSettings[], prefix: string): Promise<unknown> {
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, config }) => ({
        topic: prefix + topic,
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
    });
    return undefined;
  } catch (error) {
    return error;
  }
}
