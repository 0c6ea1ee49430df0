import { DEAD_LETTER_TOPIC } from '#contracts';
import type { RawRecord } from '../envelope/event.js';
import { newId } from '../ids.js';
import { writeLine } from '../outbox/message-lines.js';
import type { Transaction } from '../transaction.js';

/** Why a consumer gave a record up. */
export interface DeadLetterReason {
  readonly reason: string;
  /** The header or field that is wrong, where one is. */
  readonly field?: string;
}

/** Keeps a record that a consumer gave up, whole, in the table that REST reads and on the dead-letter topic. */
export async function bury(
  transaction: Transaction,
  consumer: string,
  letters: readonly (DeadLetterReason & { record: RawRecord })[],
): Promise<void> {
  if (letters.length === 0) return;
  for (const { record, reason, field } of letters) {
    await transaction.query(
      `INSERT INTO dead_letters (id, consumer, reason, field, topic, "partition", "offset", key, headers, value)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
      ],
    );
    const headers: Record<string, string> = {
      ...record.headers,
      'dead-letter-reason': reason,
      'dead-letter-consumer': consumer,
      'dead-letter-position': `${record.topic}/${record.partition}/${record.offset}`,
    };
    if (field !== undefined) headers['dead-letter-field'] = field;
    const value = record.value?.toString('base64') ?? null;
    const line = writeLine({ topic: DEAD_LETTER_TOPIC, key: record.key, headers, value, binary: true });
    transaction.outgoing.push({ key: record.key, line });
  }
}
