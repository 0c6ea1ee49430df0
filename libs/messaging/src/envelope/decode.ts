import { type Contract, contracts, InvalidPayload, payloadFromBinary, payloadFromJson } from '#contracts';
import { UnprocessableEvent } from '../consuming/errors.js';
import type { IncomingEvent, RawRecord } from './event.js';
import { extendLineage } from './lineage.js';

type Attributes = Readonly<Record<string, unknown>>;

const byTopic = new Map<string, Map<string, Contract<unknown>>>();
for (const contract of Object.values(contracts)) {
  const types = byTopic.get(contract.topic) ?? new Map<string, Contract<unknown>>();
  byTopic.set(contract.topic, types.set(contract.type, contract));
}

function refuseNul(key: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new UnprocessableEvent('the value holds the character U+0000, which no database keeps', key);
  }
  return value;
}

function parseJson(value: Buffer): unknown {
  const text = value.toString('utf8');
  try {
    return text.includes('\\u0000') ? JSON.parse(text, refuseNul) : JSON.parse(text);
  } catch (error) {
    if (error instanceof UnprocessableEvent) throw error;
    throw new UnprocessableEvent(`the value is not JSON: ${(error as Error).message}`, 'value');
  }
}

function required(attributes: Attributes, name: string): string {
  const value = attributes[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new UnprocessableEvent(`the CloudEvents attribute ${name} is missing`, name);
}

function optional(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** CloudEvents 1.0, structured mode: attributes and data are members of one JSON object. */
function structured(record: RawRecord): { attributes: Attributes; payload: (contract: Contract<unknown>) => unknown } {
  const event = parseJson(record.value ?? Buffer.alloc(0));
  if (typeof event !== 'object' || event === null) throw new UnprocessableEvent('the value is no CloudEvent', 'value');
  const attributes = event as Attributes;
  const base64 = attributes.data_base64;
  return {
    attributes,
    payload: (contract) =>
      typeof base64 === 'string'
        ? payloadFromBinary(contract, Buffer.from(base64, 'base64'))
        : payloadFromJson(contract, attributes.data),
  };
}

/** CloudEvents 1.0, binary mode: attributes are `ce_` headers, the value is the data. */
function binary(record: RawRecord): ReturnType<typeof structured> {
  const attributes: Record<string, unknown> = {};
  for (const name in record.headers) if (name.startsWith('ce_')) attributes[name.slice(3)] = record.headers[name];
  const contentType = record.headers['content-type'] ?? 'application/json';
  return {
    attributes,
    payload: (contract) => {
      if (record.value === null) throw new UnprocessableEvent('the record has no value', 'value');
      if (contentType.startsWith('application/protobuf')) return payloadFromBinary(contract, record.value);
      if (contentType.startsWith('application/json')) return payloadFromJson(contract, parseJson(record.value));
      throw new UnprocessableEvent(`content type ${contentType} is not understood`, 'content-type');
    },
  };
}

function readTime(attributes: Attributes): Date {
  const text = optional(attributes, 'time');
  const time = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new UnprocessableEvent(`the CloudEvents attribute time is no moment: ${text}`, 'time');
  return time;
}

function readPayload(payload: (contract: Contract<unknown>) => unknown, contract: Contract<unknown>): unknown {
  try {
    return payload(contract);
  } catch (error) {
    if (error instanceof InvalidPayload) throw new UnprocessableEvent(error.message, error.field);
    throw error;
  }
}

/**
 * Reads a record in any of the accepted forms, or returns nothing where its type is not one of `wanted`.
 * @param topic the record's topic without the deployment's prefix
 * @throws UnprocessableEvent naming the header or field
 */
export function decode<T>(
  record: RawRecord,
  topic: string,
  wanted: readonly Contract<T>[],
): IncomingEvent<T> | undefined {
  const isStructured = record.headers['content-type']?.startsWith('application/cloudevents+json') ?? false;
  const { attributes, payload } = isStructured ? structured(record) : binary(record);
  const type = required(attributes, 'type');
  const contract = byTopic.get(topic)?.get(type) as Contract<T> | undefined;
  if (!contract) throw new UnprocessableEvent(`${type} is not an event type of ${topic}`, 'type');
  if (!wanted.includes(contract)) return undefined;
  const id = required(attributes, 'id');
  const source = required(attributes, 'source');
  if (record.key === null || record.key === '') throw new UnprocessableEvent('the record has no key', 'key');
  const data = readPayload(payload, contract as Contract<unknown>) as T;
  if (contract.key(data) !== record.key) {
    throw new UnprocessableEvent(`the record's key differs from ${contract.keyField}`, 'key');
  }
  const time = readTime(attributes);
  return {
    id,
    source,
    time,
    correlationId: optional(attributes, 'correlationid') ?? id,
    causationId: optional(attributes, 'causationid'),
    lineage: extendLineage(optional(attributes, 'lineage'), { type, id, time }),
    traceparent: record.headers.traceparent ?? optional(attributes, 'traceparent'),
    contract,
    key: record.key,
    data,
    record,
  };
}
