import { DEAD_LETTER_TOPIC } from '#contracts';
import type { RawRecord } from '../envelope/event.js';
import { newId } from '../ids.js';
import { writeLine } from '../outbox/message-lines.js';
import { MAX_MESSAGE_BYTES, type Outgoing } from '../outbox/outbox.js';
import type { Transaction } from '../transaction.js';

/** Why a consumer gave a record up. */
export interface DeadLetterReason {
  readonly reason: string;
  /** The header or field that is wrong, where one is. */
  readonly field?: string;
}

/** A record that is given up. */
export interface Letter extends DeadLetterReason {
  readonly record: RawRecord;
  /** Whether the inbox knows the event: one that could not even be read may come again under its id. */
  readonly taken: boolean;
}

/** Keeps a record that a consumer gave up, whole, in the table that REST reads and on the dead-letter topic. */
export async function bury(transaction: Transaction, consumer: string, letters: readonly Letter[]): Promise<void> {
  if (letters.length === 0) return;
  for (const { record, reason, field, taken } of letters) {
    await transaction.query(
      `INSERT INTO dead_letters (id, consumer, reason, field, topic, "partition", "offset", key, headers, value, taken)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        newId(),
        consumer,
        reason,
        field ?? null,
        record.topic,
        record.partition,
        record.offset,
        record.key,
        JSON.stringify(record.headers),
        record.value,
        taken,
      ],
    );
    const headers: Record<string, string> = {
      ...record.headers,
      'dead-letter-reason': reason,
      'dead-letter-consumer': consumer,
      'dead-letter-position': `${record.topic}/${record.partition}/${record.offset}`,
    };
    if (field !== undefined) headers['dead-letter-field'] = field;
    transaction.outgoing.push(outgoing(record, headers));
  }
}

/** What goes to the dead-letter topic: the record as it was, or without its value where that is too large to be sent. */
function outgoing({ key, value }: RawRecord, headers: Record<string, string>): Outgoing {
  const whole = {
    topic: DEAD_LETTER_TOPIC,
    key,
    headers,
    value: value?.toString('base64') ?? null,
    binary: true,
  } as const;
  const line = writeLine(whole);
  if (Buffer.byteLength(line) <= MAX_MESSAGE_BYTES) return { key, line };
  const note = { 'dead-letter-value': `left out: ${value?.length} bytes; the whole record is shown over REST` };
  const short = writeLine({
    ...whole,
    key: key?.slice(0, 1_000) ?? null,
    headers: { ...bounded(headers), ...note },
    value: null,
  });
  return { key, line: short };
}

/** Headers that take no more than a few KB together. */
function bounded(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .slice(0, 50)
      .map(([name, text]) => [name.slice(0, 200), text.slice(0, 1_000)]),
  );
}

/** Removes dead letters that nobody replayed for so long: they may hold personal data. */
export async function forgetLetters(transaction: Transaction, olderThanDays: number): Promise<void> {
  await transaction.query('DELETE FROM dead_letters WHERE buried_at < now() - make_interval(days => $1)', [
    olderThanDays,
  ]);
}
