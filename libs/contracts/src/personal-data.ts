import { contracts } from './events.js';
import { clearedAfterMs } from './topics.js';

/** What a topic holds of a person, and how it leaves the topic when the person is erased. */
export interface PersonalDataInTopic {
  readonly topic: string;
  /** In words. */
  readonly holds: string;
  readonly leaves: 'compaction' | 'retention';
  /** Whether it is an outside system's own topic, which it may keep in another way. */
  readonly foreign: boolean;
  /** After how long nothing is left, in milliseconds from the erasure. */
  readonly clearedAfterMs: number;
}

const HOLDS: Readonly<Record<string, string>> = {
  [contracts.contactUpserted.topic]: 'what the CRM sent about the person: address, phone number, name, attributes',
  [contracts.segmentMessage.topic]: 'traits and properties of the person, as the customer data platform sent them',
  [contracts.journeyEventRecorded.topic]: 'attributes of what happened to the person',
  [contracts.journeyEventMapped.topic]: 'attributes of what happened to the person',
  [contracts.contactSnapshot.topic]: 'address, phone number, name, role and attributes',
  [contracts.invitationReady.topic]: "links that open the person's survey page",
  [contracts.responseRecorded.topic]: "the person's own words",
  [contracts.feedbackReceived.topic]: 'what the person wrote elsewhere, with their address, as it was sent',
  [contracts.feedbackRecorded.topic]: 'what the person wrote elsewhere',
  [contracts.personImported.topic]: 'address, phone number, name and attributes, as another survey tool kept them',
  [contracts.insightFound.topic]: "quotes from the person's own words",
};

/** Every topic that holds personal data beyond ids, with what and for how long. */
export const personalDataInTopics: readonly PersonalDataInTopic[] = Object.entries(HOLDS).map(([topic, holds]) => ({
  topic,
  holds,
  leaves: topic === contracts.contactSnapshot.topic ? 'compaction' : 'retention',
  foreign: topic.startsWith('crm.'),
  clearedAfterMs: clearedAfterMs(topic),
}));
