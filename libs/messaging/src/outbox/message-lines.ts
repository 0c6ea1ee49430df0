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

/** Rows are of a size that the relay claims a few of at a time. */
const MAX_ROW_BYTES = 256 * 1024;
/** From here on, the lines of a row are compressed: they repeat each other, and shrink to an eighth. */
const PACK_FROM_BYTES = 16 * 1024;
/** Faster than the database could write what it saves. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: -5 } };
const LINE_FEED = 10;

/** Where rows are put together: as long as a row is open it has one of these, which then serves the next one. */
const pages: Buffer[] = [];
const PAGES_KEPT = 16;

/** A row of the outbox, but for its shard and place. */
export interface WrittenRow extends RowContent {
  readonly bytes: number;
}

/**
 * Puts the lines of messages together to rows, in order: a row holds many, so that a chunk costs one insert and one claim. A
 * line becomes bytes as soon as it is added; as text, thousands of them would wait for their commit in the way of the
 * garbage collector.
 */
export class RowWriter {
  private readonly closed: WrittenRow[] = [];
  private page: Buffer | undefined;
  private end = 0;

  add(line: string): void {
    const most = line.length * 3 + 1;
    this.page ??= pages.pop() ?? Buffer.allocUnsafeSlow(2 * MAX_ROW_BYTES);
    if (this.end + most > this.page.length) this.close();
    if (most > this.page.length) this.page = Buffer.allocUnsafeSlow(most);
    this.end += this.page.write(line, this.end);
    this.page[this.end++] = LINE_FEED;
    if (this.end > MAX_ROW_BYTES) this.close();
  }

  /** All rows; nothing can be added any more. */
  rows(): readonly WrittenRow[] {
    this.close();
    if (this.page?.length === 2 * MAX_ROW_BYTES && pages.length < PAGES_KEPT) pages.push(this.page);
    this.page = undefined;
    return this.closed;
  }

  private close(): void {
    const bytes = this.end - 1;
    if (this.end > 0) this.closed.push({ ...writeContent(this.page!.subarray(0, bytes)), bytes });
    this.end = 0;
  }
}

function writeContent(lines: Buffer): RowContent {
  if (lines.length < PACK_FROM_BYTES) return { messages: lines.toString(), packed: null };
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
const beginnings = new Map<string, string>();

/** How the lines of all events of a type begin. */
function beginningOf({ topic, type, source }: EventEnvelope): string {
  let beginning = beginnings.get(type);
  if (beginning === undefined) {
    beginning =
      `{"topic":"${topic}","headers":{"ce_specversion":"1.0","content-type":"application/json",` +
      `"ce_source":"${source}","ce_type":"${type}","ce_id":`;
    beginnings.set(type, beginning);
  }
  return beginning;
}

/** The line of an event with its CloudEvents headers, written in one go: it is what a busy service does most. */
export function eventLine(event: EventEnvelope, value: string): string {
  const { causationId, lineage, traceparent } = event;
  const key = text(event.key);
  const optional =
    (causationId === undefined ? '' : `,"ce_causationid":${text(causationId)}`) +
    (lineage === undefined ? '' : `,"ce_lineage":${text(lineage)}`) +
    (traceparent === undefined ? '' : `,"traceparent":${text(traceparent)}`);
  return (
    `${beginningOf(event)}${text(event.id)},"ce_time":"${event.time}","ce_subject":${key},` +
    `"ce_correlationid":${text(event.correlationId)}${optional}},"key":${key}}\t${value}`
  );
}

function readMessages(lines: string): OutboxMessage[] {
  return lines.split('\n').map((line) => {
    const tab = line.indexOf('\t');
    return { ...(JSON.parse(line.slice(0, tab)) as Omit<OutboxMessage, 'value'>), value: line.slice(tab + 1) || null };
  });
}
