import type { RawRecord } from '../envelope/event.js';
import type { Transactions } from '../transaction.js';
import { park, queueBehind } from './parking.js';

/** A dead letter as an operator sees it in a list; the value is left out, it may hold personal data. */
export interface DeadLetter {
  readonly id: string;
  readonly consumer: string;
  readonly reason: string;
  readonly field: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly buriedAt: Date;
  readonly replayedAt: Date | null;
}

/** A parked key: how many events wait, why, and when it is tried again. */
export interface ParkedKey {
  readonly consumer: string;
  readonly key: string;
  readonly waiting: number;
  readonly attempts: number;
  readonly lastError: string;
  readonly parkedAt: Date;
  readonly dueAt: Date;
}

const LETTER = `id, consumer, reason, field, topic, "partition", "offset", key,
  buried_at AS "buriedAt", replayed_at AS "replayedAt"`;

/** What an operator can see and do about events that failed. */
export class FailedEvents {
  constructor(private readonly transactions: Transactions) {}

  /** Dead letters, newest first; `before` is the id of the last one seen. */
  deadLetters(limit: number, before?: string): Promise<DeadLetter[]> {
    return this.transactions.dataSource.query(
      `SELECT ${LETTER} FROM dead_letters WHERE $2::uuid IS NULL OR id < $2 ORDER BY id DESC LIMIT $1`,
      [limit, before ?? null],
    );
  }

  /** One dead letter with its headers and value, or nothing. */
  async deadLetter(
    id: string,
  ): Promise<(DeadLetter & { headers: Record<string, string>; value: Buffer | null }) | undefined> {
    const rows = await this.transactions.dataSource.query(
      `SELECT ${LETTER}, headers, value FROM dead_letters WHERE id = $1`,
      [id],
    );
    return rows[0];
  }

  /**
   * Hands a dead letter to its consumer again, behind what is parked of its key. Call `Messaging.retryParked` after it.
   * @returns false when there is no such dead letter, or it was replayed already
   */
  replay(id: string): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const [letter] = await transaction.query<RawRecord & { consumer: string; taken: boolean }>(
        `UPDATE dead_letters SET replayed_at = now() WHERE id = $1 AND replayed_at IS NULL
         RETURNING consumer, topic, "partition", "offset", key, headers, value, taken`,
        [id],
      );
      if (!letter) return false;
      const record = { ...letter, key: letter.key ?? '' };
      await park(transaction, letter.consumer, record.key, { error: 'replayed', dueInMs: 0 });
      await queueBehind(transaction, letter.consumer, [record]);
      return true;
    });
  }

  /** Parked keys, the longest parked first. */
  parkedKeys(limit: number): Promise<ParkedKey[]> {
    return this.transactions.dataSource.query(
      `SELECT consumer, key, attempts, last_error AS "lastError", parked_at AS "parkedAt", due_at AS "dueAt",
         (SELECT count(*)::int FROM parked_events e WHERE e.consumer = k.consumer AND e.key = k.key) AS waiting
       FROM parked_keys k ORDER BY parked_at, consumer, key LIMIT $1`,
      [limit],
    );
  }

  /** Makes a parked key due now; false when it is not parked. Call `Messaging.retryParked` after it. */
  retry(consumer: string, key: string): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const rows = await transaction.query(
        'UPDATE parked_keys SET due_at = now() WHERE consumer = $1 AND key = $2 RETURNING key',
        [consumer, key],
      );
      return rows.length > 0;
    });
  }
}
