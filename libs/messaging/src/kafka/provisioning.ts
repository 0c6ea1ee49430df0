import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { type TopicSettings, topics } from '#contracts';
import type { Logger } from '../logger.js';
import { limitTopics } from './topic-limits.js';
import { TopicNames } from './topic-names.js';

const ATTEMPTS = 10;
const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Creates the system's topics that do not exist yet, and puts limits right that existing ones exceed. Services that start
 * together may all try.
 * @param prefix the deployment's, set before every topic
 * @param renamed topics that an outside system names: their whole names by the contract's topic
 * @throws Error naming the topics that are missing and could not be created
 */
export async function provisionTopics(
  kafka: Kafka,
  prefix: string,
  logger: Logger = SILENT,
  renamed: Readonly<Record<string, string>> = {},
): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await createMissing(admin, new TopicNames(prefix, renamed));
    await limitTopics(admin, prefix, logger);
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(admin: Admin, names: TopicNames): Promise<void> {
  let problem: unknown;
  let missing: readonly TopicSettings[] = topics;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      missing = await missingTopics(admin, names);
      if (missing.length === 0) return;
      problem = await create(admin, missing, names);
    } catch (error) {
      // Such as a topic, be it somebody else's, that has no leader yet.
      problem = error;
    }
    // Also where nothing went wrong: a busy broker hears later than the controller of what was made.
    await sleep(100 * attempt);
  }
  missing = await missingTopics(admin, names);
  if (missing.length === 0) return;
  const absent = missing.map(({ topic }) => names.nameOf(topic)).join(', ');
  throw new Error(`these Kafka topics are missing and could not be created (${String(problem)}): ${absent}`);
}

async function missingTopics(admin: Admin, names: TopicNames): Promise<TopicSettings[]> {
  const present = new Set(await admin.listTopics());
  return topics.filter(({ topic }) => !present.has(names.nameOf(topic)));
}

/** Returns what went wrong, if anything did: somebody else may have been quicker. */
async function create(admin: Admin, missing: readonly TopicSettings[], names: TopicNames): Promise<unknown> {
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, config }) => ({
        topic: names.nameOf(topic),
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
    });
    return undefined;
  } catch (error) {
    return error;
  }
}
