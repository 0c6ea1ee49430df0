import { inPlaceOf } from './in-place-of.js';

/** A record as kafkajs hands it to its encoder. */
export interface EncodableRecord {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value?: Buffer | string | null;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** What kafkajs copies into the batch. */
interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

type Encode = (record: EncodableRecord) => Encoded;

const sizeOf = (bytes: Buffer | string) => (typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length);

function sizeOfVarint(value: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  let size = 1;
  while (rest > 127) {
    rest >>>= 7;
    size++;
  }
  return size;
}

const sizeOfBytes = (bytes: Buffer | string | null | undefined) => {
  if (bytes == null) return sizeOfVarint(-1);
  const size = sizeOf(bytes);
  return sizeOfVarint(size) + size;
};

/** Writes the parts of a record one behind the other. */
class Writer {
  private at = 0;

  constructor(readonly buf: Buffer) {}

  varint(value: number): void {
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest > 127) {
      this.buf[this.at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buf[this.at++] = rest;
  }

  byte(value: number): void {
    this.buf[this.at++] = value;
  }

  bytes(bytes: Buffer | string | null | undefined): void {
    this.varint(bytes == null ? -1 : sizeOf(bytes));
    if (bytes == null) return;
    this.at += typeof bytes === 'string' ? this.buf.write(bytes, this.at) : bytes.copy(this.buf, this.at);
  }
}

const isPlain = (value: unknown): value is Buffer | string => typeof value === 'string' || Buffer.isBuffer(value);
const isInt = (value: number) => (value | 0) === value;

/**
 * Encodes a record of Kafka's format v2 in one pass over one buffer of the right size. kafkajs allocates 512 bytes for
 * each header: with the ten headers of an event that is 25 µs a record, and most of what a busy service does.
 * @param otherwise encodes what is rare: other header values, timestamps far apart
 */
export function recordEncoder(otherwise: Encode): Encode {
  return (record) => {
    const { offsetDelta = 0, timestampDelta = 0, key, value, headers = {} } = record;
    const entries = Object.entries(headers);
    const usual =
      typeof timestampDelta === 'number' && isInt(timestampDelta) && entries.every(([, header]) => isPlain(header));
    if (!usual) return otherwise(record);
    let body = 1 + sizeOfVarint(timestampDelta) + sizeOfVarint(offsetDelta) + sizeOfBytes(key) + sizeOfBytes(value);
    body += sizeOfVarint(entries.length);
    for (const [name, header] of entries) body += sizeOfBytes(name) + sizeOfBytes(header as string);
    const writer = new Writer(Buffer.allocUnsafe(sizeOfVarint(body) + body));
    writer.varint(body);
    writer.byte(0);
    writer.varint(timestampDelta);
    writer.varint(offsetDelta);
    writer.bytes(key);
    writer.bytes(value);
    writer.varint(entries.length);
    for (const [name, header] of entries) {
      writer.bytes(name);
      writer.bytes(header as string);
    }
    return { buf: writer.buf, buffer: writer.buf };
  };
}

inPlaceOf('kafkajs/src/protocol/recordBatch/record/v0/index.js', recordEncoder);
