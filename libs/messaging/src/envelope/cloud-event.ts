import { type Contract, payloadFromBinary, payloadFromJson } from '#contracts';
import { UnprocessableEvent } from '../consuming/errors.js';
import type { RawRecord } from './event.js';

/** The CloudEvents attributes that are read, as they came: of any type, or absent. */
export interface Attributes {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly source?: unknown;
  readonly time?: unknown;
  readonly correlationid?: unknown;
  readonly causationid?: unknown;
  readonly lineage?: unknown;
  readonly traceparent?: unknown;
}

/** A record taken apart: what surrounds the data, and how to read the data once its contract is known. */
export interface CloudEvent {
  readonly attributes: Attributes;
  /** @throws UnprocessableEvent or InvalidPayload */
  payload(contract: Contract<unknown>): unknown;
}

/**
 * Takes a record apart: CloudEvents 1.0 in binary mode (`ce_` headers around JSON or protobuf) or structured mode (one
 * JSON object).
 * @throws UnprocessableEvent naming the header or field
 */
export function readCloudEvent(record: RawRecord): CloudEvent {
  const contentType = record.headers['content-type'] ?? 'application/json';
  return contentType.startsWith('application/cloudevents+json') ? structured(record) : binary(record, contentType);
}

function structured(record: RawRecord): CloudEvent {
  const event = parseJson(record.value);
  if (typeof event !== 'object' || event === null) throw new UnprocessableEvent('the value is no CloudEvent', 'value');
  const { data, data_base64: base64, ...attributes } = event as Attributes & { data?: unknown; data_base64?: unknown };
  return {
    attributes,
    payload: (contract) =>
      typeof base64 === 'string'
        ? fromProtobuf(contract, Buffer.from(base64, 'base64'))
        : payloadFromJson(contract, data),
  };
}

function binary({ headers, value }: RawRecord, contentType: string): CloudEvent {
  return {
    attributes: {
      type: headers.ce_type,
      id: headers.ce_id,
      source: headers.ce_source,
      time: headers.ce_time,
      correlationid: headers.ce_correlationid,
      causationid: headers.ce_causationid,
      lineage: headers.ce_lineage,
      traceparent: headers.traceparent,
    },
    payload: (contract) => {
      if (contentType.startsWith('application/json')) return payloadFromJson(contract, parseJson(value));
      if (contentType.startsWith('application/protobuf')) return fromProtobuf(contract, present(value));
      throw new UnprocessableEvent(`content type ${contentType} is not understood`, 'content-type');
    },
  };
}

function present(value: Buffer | null): Buffer {
  if (value === null) throw new UnprocessableEvent('the record has no value', 'value');
  return value;
}

/**
 * Reads a record's value as JSON that can be kept.
 * @throws UnprocessableEvent
 */
export function parseJson(value: Buffer | null): unknown {
  const text = present(value).toString('utf8');
  try {
    return /\\u(0000|d)/i.test(text) ? JSON.parse(text, storable) : JSON.parse(text);
  } catch (error) {
    if (error instanceof UnprocessableEvent) throw error;
    // What the parser says quotes the value, which may hold personal data.
    throw new UnprocessableEvent('the value is not JSON', 'value');
  }
}

/** Refuses U+0000, which no text column keeps, and mends half surrogate pairs, which no JSON column takes. */
function storable(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.includes('\0')) {
    throw new UnprocessableEvent('the value holds the character U+0000, which no database keeps', key);
  }
  return value.toWellFormed();
}

/** The same for payloads that did not come as JSON text. */
function fromProtobuf(contract: Contract<unknown>, bytes: Uint8Array): unknown {
  return JSON.parse(JSON.stringify(payloadFromBinary(contract, bytes)), storable);
}
