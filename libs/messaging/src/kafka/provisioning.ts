import type { Kafka } from 'kafkajs';
import { topics } from '#contracts';

/**
 * Creates the topics that do not exist yet; where that is not allowed, checks that they exist.
 * @param names topics without the deployment's prefix
 * @throws Error naming the topics that are missing
 */
export async function provisionTopics(kafka: Kafka, names: ReadonlySet<string>, prefix: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const present = new Set(await admin.listTopics());
    const missing = topics.filter(({ topic }) => names.has(topic) && !present.has(prefix + topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, config }) => ({
        topic: prefix + topic,
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
    });
  } catch (error) {
    const present = new Set(await admin.listTopics());
    const missing = [...names].filter((topic) => !present.has(prefix + topic)).map((topic) => prefix + topic);
    if (missing.length === 0) return;
    throw new Error(
      `these Kafka topics are missing and could not be created (${(error as Error).message}): ${missing.join(', ')}`,
    );
  } finally {
    await admin.disconnect();
  }
}
