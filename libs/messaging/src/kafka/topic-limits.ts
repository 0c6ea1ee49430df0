import kafkajs, { type Admin } from 'kafkajs';
import { type TopicSettings, topics } from '#contracts';
import type { Logger } from '../logger.js';

/** Where Kafka says that a setting is the topic's own. */
const TOPICS_OWN = 1;

type Entry = { configName: string; configValue: string; configSource: number };

/**
 * Lowers settings of existing topics that exceed their limits and leaves all others as the operator made them. Who may not
 * change topics is told what to change.
 */
export async function limitTopics(admin: Admin, prefix: string, logger: Logger): Promise<void> {
  const limited = topics.filter(({ limits }) => Object.keys(limits).length > 0);
  try {
    const resources = limited.map(({ topic }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: prefix + topic }));
    const described = await admin.describeConfigs({ resources, includeSynonyms: false });
    for (const settings of limited) {
      const entries = described.resources.find(({ resourceName }) => resourceName === prefix + settings.topic);
      await lower(admin, prefix, settings, (entries?.configEntries ?? []) as unknown as Entry[]);
    }
  } catch (error) {
    const wanted = Object.fromEntries(limited.map(({ topic, limits }) => [prefix + topic, limits]));
    logger.warn(
      { err: error, wanted },
      'topics may keep erased contacts for too long: their settings could not be checked',
    );
  }
}

async function lower(admin: Admin, prefix: string, { topic, limits }: TopicSettings, entries: Entry[]): Promise<void> {
  const tooHigh = Object.entries(limits).filter(([name, limit]) => {
    const current = entries.find(({ configName }) => configName === name);
    return current !== undefined && Number(current.configValue) > limit;
  });
  if (tooHigh.length === 0) return;
  // Kafka takes the topic's settings as a whole: what is left out goes back to the default.
  const own = entries.filter(({ configSource }) => configSource === TOPICS_OWN);
  const config = new Map(own.map(({ configName, configValue }) => [configName, configValue]));
  for (const [name, limit] of tooHigh) config.set(name, String(limit));
  const configEntries = [...config].map(([name, value]) => ({ name, value }));
  const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: prefix + topic, configEntries }];
  await admin.alterConfigs({ validateOnly: false, resources });
}
