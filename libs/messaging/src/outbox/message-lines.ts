import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** A record on its way to Kafka, as it lies in the outbox. */
export interface OutboxMessage {
  /** Topic without the deployment's prefix. */
  readonly topic: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The record's value: JSON, or base64 where `binary` is set. */
  readonly value: string | null;
  readonly binary?: true;
}

/** A row's content as its columns hold it: small ones as text, large ones as compressed bytes. */
export interface RowContent {
  readonly messages: string | null;
  readonly packed: Buffer | null;
}

/** From here on, the lines of a row are compressed: they repeat each other, and shrink to an eighth. */
const PACK_FROM_CHARACTERS = 16 * 1024;
/** Faster than the database could write what it saves. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: -5 } };

/** Writes the content of a row from the lines of its messages. */
export function writeRow(messageLines: readonly string[]): RowContent {
  const lines = messageLines.join('\n');
  if (lines.length < PACK_FROM_CHARACTERS) return { messages: lines, packed: null };
  return { messages: null, packed: zstdCompressSync(lines, FAST) };
}

/** Reads the content of a row. */
export function readRow({ messages, packed }: RowContent): OutboxMessage[] {
  return readMessages(messages ?? zstdDecompressSync(packed!).toString());
}

/**
 * Writes a message as a line: what surrounds the value as JSON, a tab, the value. Neither JSON nor base64 contains a tab
 * or a line break, so that a value stays as it is: readable in the table, and never parsed on its way to Kafka.
 */
export function writeLine({ value, ...around }: OutboxMessage): string {
  return `${JSON.stringify(around)}\t${value ?? ''}`;
}

/** An event as it is published. */
export interface EventEnvelope {
  readonly topic: string;
  readonly key: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly lineage?: string;
  readonly traceparent?: string;
}

const text = JSON.stringify;

/** The line of an event with its CloudEvents headers, written in one go: it is what a busy service does most. */
export function eventLine(event: EventEnvelope, value: string): string {
  const { causationId, lineage, traceparent } = event;
  return (
    `{"topic":"${event.topic}","key":${text(event.key)},"headers":{"ce_specversion":"1.0","ce_id":${text(event.id)},` +
    `"ce_source":"${event.source}","ce_type":"${event.type}","ce_time":"${event.time}","ce_subject":${text(event.key)},` +
    `"ce_correlationid":${text(event.correlationId)},"content-type":"application/json"` +
    (causationId === undefined ? '' : `,"ce_causationid":${text(causationId)}`) +
    (lineage === undefined ? '' : `,"ce_lineage":${text(lineage)}`) +
    (traceparent === undefined ? '' : `,"traceparent":${text(traceparent)}`) +
    `}}\t${value}`
  );
}

function readMessages(lines: string): OutboxMessage[] {
  return lines.split('\n').map((line) => {
    const tab = line.indexOf('\t');
    return { ...(JSON.parse(line.slice(0, tab)) as Omit<OutboxMessage, 'value'>), value: line.slice(tab + 1) || null };
  });
}
