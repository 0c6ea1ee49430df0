import { inPlaceOf } from './in-place-of.js';

/** Where kafkajs stands in the bytes of a record. */
export interface RecordBytes {
  readonly buffer: Buffer;
  offset: number;
}

/** What kafkajs knows of the batch that a record is in. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp?: string;
  readonly timestampType?: number;
  readonly magicByte?: number;
  readonly isControlBatch?: boolean;
}

/** A record as kafkajs hands it on. */
export interface DecodedRecord {
  readonly magicByte: number | undefined;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | null | (Buffer | null)[]>;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchContext;
}

type Decode = (record: RecordBytes, batch: BatchContext) => DecodedRecord;

const CREATE_TIME = 0;
/** A varint beyond five bytes does not fit into 32 bits. */
const VARINT_BYTES = 5;

/** Reads the parts of a record one behind the other. */
class Reader {
  /** Whether something was met that is too large for 32 bits. */
  isRare = false;

  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  skip(count: number): void {
    this.at += count;
  }

  varint(): number {
    let value = 0;
    for (let read = 0; read < VARINT_BYTES; read++) {
      const byte = this.bytes[this.at++]!;
      value |= (byte & 127) << (7 * read);
      if (byte < 128) return (value >>> 1) ^ -(value & 1);
    }
    this.isRare = true;
    return 0;
  }

  piece(): Buffer | null {
    const size = this.varint();
    if (size < 0) return null;
    const piece = this.bytes.subarray(this.at, this.at + size);
    this.at += size;
    return piece;
  }

  text(): string {
    const size = this.varint();
    this.at += size;
    return this.bytes.toString('utf8', this.at - size, this.at);
  }
}

/**
 * Decodes a record of Kafka's format v2 in one pass. kafkajs copies the headers that it has into a new object for each further
 * one: with the ten headers of an event that is most of what reading a record costs.
 * @param otherwise decodes what is rare: timestamps far apart, those of the broker, and offsets beyond 2^53
 */
export function recordDecoder(otherwise: Decode): Decode {
  return (record, batch) => {
    const reader = new Reader(record.buffer, record.offset);
    const attributes = record.buffer.readInt8(record.offset);
    reader.skip(1);
    const timestamp = Number(batch.firstTimestamp) + reader.varint();
    const offset = Number(batch.firstOffset) + reader.varint();
    const isUsual = !reader.isRare && (batch.timestampType ?? CREATE_TIME) === CREATE_TIME;
    if (!isUsual || !Number.isSafeInteger(offset)) return otherwise(record, batch);
    const key = reader.piece();
    const value = reader.piece();
    const headers: DecodedRecord['headers'] = {};
    for (let left = reader.varint(); left > 0; left--) add(headers, reader.text(), reader.piece());
    if (reader.isRare || Object.getPrototypeOf(headers) !== Object.prototype) return otherwise(record, batch);
    return {
      magicByte: batch.magicByte,
      attributes,
      timestamp: String(timestamp),
      offset: String(offset),
      key,
      value,
      headers,
      isControlRecord: batch.isControlBatch ?? false,
      batchContext: batch,
    };
  };
}

function add(headers: DecodedRecord['headers'], name: string, value: Buffer | null): void {
  const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (before === undefined) headers[name] = value;
  else headers[name] = Array.isArray(before) ? [...before, value] : [before, value];
}

inPlaceOf('kafkajs/src/protocol/recordBatch/record/v0/decoder.js', recordDecoder);
