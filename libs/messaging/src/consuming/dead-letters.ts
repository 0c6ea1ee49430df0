import { DEAD_LETTER_TOPIC } from '#contracts';
import type { RawRecord } from '../envelope/event.js';
import { forgottenAmong } from '../identities/forgotten-keys.js';
import { newId } from '../ids.js';
import { writeLine } from '../outbox/message-lines.js';
import { MAX_MESSAGE_BYTES } from '../outbox/outbox.js';
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

/**
 * Keeps records that a consumer gave up in the table that REST reads, whole, and tells of them on the dead-letter topic. Of a
 * contact who was erased, no value is kept.
 */
export async function bury(transaction: Transaction, consumer: string, letters: readonly Letter[]): Promise<void> {
  if (letters.length === 0) return;
  const forgotten = await forgottenAmong(
    transaction,
    letters.flatMap(({ record }) => record.key ?? []),
  );
  for (const { record, reason, field, taken } of letters) {
    const id = newId();
    await transaction.query(
      `INSERT INTO dead_letters (id, consumer, reason, field, topic, "partition", "offset", key, headers, value, taken)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        consumer,
        reason,
        field ?? null,
        record.topic,
        record.partition,
        record.offset,
        record.key,
        JSON.stringify(record.headers),
        forgotten.has(record.key ?? '') ? null : record.value,
        taken,
      ],
    );
    const headers: Record<string, string> = {
      ...record.headers,
      'dead-letter-id': id,
      'dead-letter-reason': reason,
      'dead-letter-consumer': consumer,
      'dead-letter-position': `${record.topic}/${record.partition}/${record.offset}`,
    };
    if (field !== undefined) headers['dead-letter-field'] = field;
    transaction.outgoing.add(record.key, notice(record.key, headers));
  }
}

/** What goes to the dead-letter topic: never the value, which could not be taken back from there when its person is erased. */
function notice(key: string | null, headers: Record<string, string>): string {
  const line = writeLine({ topic: DEAD_LETTER_TOPIC, key, headers, value: null });
  if (Buffer.byteLength(line) <= MAX_MESSAGE_BYTES) return line;
  const short = { topic: DEAD_LETTER_TOPIC, key: key?.slice(0, 1_000) ?? null, headers: bounded(headers), value: null };
  return writeLine(short);
}

/** Headers that take no more than a few KB together. */
function bounded(headers: Record<string, string>): Record<string, string> {
  const ours = Object.entries(headers).filter(([name]) => name.startsWith('dead-letter-'));
  const theirs = Object.entries(headers).filter(([name]) => !name.startsWith('dead-letter-'));
  return Object.fromEntries(
    [...ours, ...theirs].slice(0, 50).map(([name, text]) => [name.slice(0, 200), text.slice(0, 1_000)]),
  );
}

/** Removes dead letters that nobody replayed for so long: they may hold personal data. */
export async function forgetLetters(transaction: Transaction, olderThanDays: number): Promise<void> {
  await transaction.query('DELETE FROM dead_letters WHERE buried_at < now() - make_interval(days => $1)', [
    olderThanDays,
  ]);
}
