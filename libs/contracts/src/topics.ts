import { contracts } from './events.js';

/** How a topic is made where it does not exist yet. */
export interface TopicSettings {
  readonly topic: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
  /** Settings, in milliseconds, that one which exists already may not exceed: else it would keep who was erased for longer. */
  readonly limits: Readonly<Record<string, number>>;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * After so long at the most, compaction takes the older records of a contact. A segment of the log is closed, and so compacted,
 * only when a record comes in behind it: whoever erases a contact announces it again after this time.
 */
export const CONTACTS_COMPACTED_AFTER_MS = 12 * HOUR_MS;

/** Kafka removes a whole segment of the log when the last record in it is old enough. */
const SEGMENT_MS = DAY_MS;

/** Where events end that a consumer cannot process; every service writes here. */
export const DEAD_LETTER_TOPIC = 'rapport.dead-letters.v1';

const COMPACTED = new Set<string>([
  contracts.accountSnapshot.topic,
  contracts.contactSnapshot.topic,
  contracts.surveyPublished.topic,
]);

const DAYS_KEPT: Readonly<Record<string, number>> = {
  // Addresses, and the directory keeps what they said: a week is enough for one that is away.
  [contracts.contactUpserted.topic]: 7,
  [contracts.segmentMessage.topic]: 7,
  // Its links open survey pages, and nobody needs them once the customer's own system has sent them.
  [contracts.invitationReady.topic]: 3,
};

const daysKept = (topic: string) => DAYS_KEPT[topic] ?? 14;

/** After how long a topic holds nothing of a person any more who is erased now, in milliseconds: as Rapport makes the topic. */
export function clearedAfterMs(topic: string): number {
  // The cleaner works through the logs one after the other: it gets as long again.
  if (topic === contracts.contactSnapshot.topic) return 2 * CONTACTS_COMPACTED_AFTER_MS;
  return daysKept(topic) * DAY_MS + SEGMENT_MS;
}

function settingsOf(topic: string): Pick<TopicSettings, 'config' | 'limits'> {
  if (topic === contracts.contactSnapshot.topic) {
    const lag = { 'max.compaction.lag.ms': CONTACTS_COMPACTED_AFTER_MS };
    return {
      config: { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': String(CONTACTS_COMPACTED_AFTER_MS) },
      limits: lag,
    };
  }
  if (COMPACTED.has(topic)) return { config: { 'cleanup.policy': 'compact' }, limits: {} };
  const config = { 'retention.ms': String(daysKept(topic) * DAY_MS), 'segment.ms': String(SEGMENT_MS) };
  // How a CRM keeps its own topics is its own affair.
  return { config, limits: topic.startsWith('crm.') ? {} : { 'segment.ms': SEGMENT_MS } };
}

/** Every topic of the system: snapshots are compacted, everything else is kept for 14 days at the most. */
export const topics: readonly TopicSettings[] = [
  ...new Set(Object.values(contracts).map((contract) => contract.topic)),
  DEAD_LETTER_TOPIC,
].map((topic): TopicSettings => ({ topic, partitions: topic === DEAD_LETTER_TOPIC ? 1 : 6, ...settingsOf(topic) }));
