import { contracts } from './events.js';

/** How a topic is made where it does not exist yet. */
export interface TopicSettings {
  readonly topic: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const COMPACTED = new Set([
  contracts.accountSnapshot.topic,
  contracts.contactSnapshot.topic,
  contracts.surveyPublished.topic,
]);

/** Its links open survey pages, and nobody needs them once the customer's own system has sent them. */
const HANDOFF_DAYS = 3;

/** Where events end that a consumer cannot process; every service writes here. */
export const DEAD_LETTER_TOPIC = 'rapport.dead-letters.v1';

const daysKept = (topic: string) => (topic === contracts.invitationReady.topic ? HANDOFF_DAYS : 14);

/** Every topic of the system: snapshots are compacted, everything else is kept for 14 days at the most. */
export const topics: readonly TopicSettings[] = [
  ...new Set(Object.values(contracts).map((contract) => contract.topic)),
  DEAD_LETTER_TOPIC,
].map(
  (topic): TopicSettings => ({
    topic,
    partitions: topic === DEAD_LETTER_TOPIC ? 1 : 6,
    config: COMPACTED.has(topic)
      ? { 'cleanup.policy': 'compact' }
      : { 'retention.ms': String(daysKept(topic) * DAY_MS) },
  }),
);
