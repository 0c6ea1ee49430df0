export { type Contract, contract, type DataOf, type EventData, ownerOf } from './contract.js';
export { contracts } from './events.js';
export { InvalidPayload, payloadFromBinary, payloadFromJson, payloadToBinary } from './payload.js';
export { type PersonalDataInTopic, personalDataInTopics } from './personal-data.js';
export { type JsonSchema, payloadSchema } from './schema.js';
export { CONTACTS_COMPACTED_AFTER_MS, DEAD_LETTER_TOPIC, type TopicSettings, topics } from './topics.js';
