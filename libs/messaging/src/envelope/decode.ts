import { type Contract, contracts, InvalidPayload } from '#contracts';
import { UnprocessableEvent } from '../consuming/errors.js';
import { type CloudEvent, readCloudEvent } from './cloud-event.js';
import type { IncomingEvent, RawRecord } from './event.js';
import { extendLineage } from './lineage.js';
import { isPlain, readPlainMessage } from './plain-message.js';

const byTopic = new Map<string, Map<string, Contract<unknown>>>();
const plainByTopic = new Map<string, Parameters<typeof readPlainMessage>[1]>();
for (const contract of Object.values(contracts) as Contract<unknown>[]) {
  const types = byTopic.get(contract.topic) ?? new Map<string, Contract<unknown>>();
  byTopic.set(contract.topic, types.set(contract.type, contract));
  const { plain } = contract;
  if (plain) plainByTopic.set(contract.topic, { ...contract, plain });
}

function required(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new UnprocessableEvent(`the CloudEvents attribute ${name} is missing`, name);
}

/** Ids and keys are indexed: Postgres takes no index entry beyond about 2.7 KB. */
const MAX_ID_CHARACTERS = 200;
const MAX_LINEAGE_CHARACTERS = 8_000;

function identifier(value: unknown, name: string): string {
  const id = required(value, name);
  if (id.length <= MAX_ID_CHARACTERS) return id;
  throw new UnprocessableEvent(`${name} has ${id.length} characters; at most ${MAX_ID_CHARACTERS} are taken`, name);
}

/** CloudEvents calls it a URI reference: one with spaces could be mistaken for another source with another id. */
function readSource(value: unknown): string {
  const source = identifier(value, 'source');
  if (!/\s/.test(source)) return source;
  throw new UnprocessableEvent('the CloudEvents attribute source holds white space', 'source');
}

/** What only helps to follow an event is left out where it cannot be used. */
function optional(value: unknown, maxCharacters = MAX_ID_CHARACTERS): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= maxCharacters ? value : undefined;
}

function readTime(value: unknown): Date {
  const text = optional(value);
  const time = text === undefined ? new Date() : new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new UnprocessableEvent(`the CloudEvents attribute time is no moment: ${text}`, 'time');
}

function readPayload<T>(event: CloudEvent, contract: Contract<T>): T {
  try {
    return event.payload(contract as Contract<unknown>) as T;
  } catch (error) {
    if (error instanceof InvalidPayload) throw new UnprocessableEvent(error.message, error.field);
    throw error;
  }
}

function readKey<T>(record: RawRecord, contract: Contract<T>, data: T): string {
  if (record.key === null || record.key === '') throw new UnprocessableEvent('the record has no key', 'key');
  if (contract.key(data) === record.key) return identifier(record.key, 'key');
  throw new UnprocessableEvent(`the record's key differs from ${contract.keyField}`, 'key');
}

/**
 * Reads a record in any of the accepted forms, or returns nothing where its type is not one of `wanted`. The event's record
 * has the event's key, also where a plain message came with another one or with none.
 * @param topic the record's topic without the deployment's prefix
 * @throws UnprocessableEvent naming the header or field
 */
export function decode<T>(
  record: RawRecord,
  topic: string,
  wanted: readonly Contract<T>[],
): IncomingEvent<T> | undefined {
  const plain = plainByTopic.get(topic);
  if (!plain || !isPlain(record)) return toEvent(readCloudEvent(record), record, topic, wanted);
  const message = readPlainMessage(record, plain);
  return message && toEvent(message, { ...record, key: message.key }, topic, wanted);
}

function toEvent<T>(
  cloudEvent: CloudEvent,
  record: RawRecord,
  topic: string,
  wanted: readonly Contract<T>[],
): IncomingEvent<T> | undefined {
  const { attributes } = cloudEvent;
  const type = required(attributes.type, 'type');
  const contract = byTopic.get(topic)?.get(type) as Contract<T> | undefined;
  if (!contract) throw new UnprocessableEvent(`${type} is not an event type of ${topic}`, 'type');
  if (!wanted.includes(contract)) return undefined;
  const id = identifier(attributes.id, 'id');
  const source = readSource(attributes.source);
  const time = readTime(attributes.time);
  const data = readPayload(cloudEvent, contract);
  return {
    id,
    source,
    time,
    correlationId: optional(attributes.correlationid) ?? id,
    causationId: optional(attributes.causationid),
    lineage: extendLineage(optional(attributes.lineage, MAX_LINEAGE_CHARACTERS), { type, id, time }),
    traceparent: optional(attributes.traceparent),
    contract,
    key: readKey(record, contract, data),
    data,
    record,
  };
}
