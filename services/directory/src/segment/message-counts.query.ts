import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rowSet, type Transaction } from '#messaging';

/** Messages of one kind that became the same. */
export interface MessageCount {
  readonly type: string;
  /** The event's name; empty where the type has none. */
  readonly event: string;
  /** `mapped`, `refused`, or why they were ignored. */
  readonly became: string;
  readonly messages: number;
}

/** What became of the messages of one kind lately. */
export interface RecentCount extends Omit<MessageCount, 'messages'> {
  readonly messages: string;
  readonly lastAt: Date;
}

const MAX_EVENT = 200;

const counted = rowSet<MessageCount>({
  type: ['text', (it) => it.type],
  event: ['text', (it) => it.event],
  became: ['text', (it) => it.became],
  messages: ['bigint', (it) => it.messages],
});

/** Kinds that are told apart on one day: a sender may put anything into the names of its events. */
export const MAX_KINDS = 5_000;
/** What further names are counted under. */
const OTHERS = '(further events)';

const ADD = `
  INSERT INTO segment_message_counts AS known (day, type, event, became, messages, last_at)
  SELECT day, type, name, became, sum(messages), $${counted.next}
    FROM (SELECT today.day, given.type, given.became, given.messages,
                 CASE WHEN kinds < ${MAX_KINDS} OR EXISTS (
                   SELECT FROM segment_message_counts
                    WHERE (day, type, event, became) = (today.day, given.type, given.event, given.became))
                 THEN given.event ELSE '${OTHERS}' END AS name
            FROM (SELECT day, (SELECT count(*) FROM segment_message_counts AS kind WHERE kind.day = now.day) AS kinds
                    FROM (SELECT ($${counted.next}::timestamptz AT TIME ZONE 'UTC')::date AS day) AS now) AS today,
                 unnest(${counted.arrays}) AS given (${counted.names})) AS named
   GROUP BY day, type, name, became ORDER BY type, name, became
  ON CONFLICT (day, type, event, became)
  DO UPDATE SET messages = known.messages + excluded.messages, last_at = excluded.last_at`;

/** Counts a chunk's messages; in one order, so that chunks that count the same cannot wait for each other in a circle. */
export function countMessages(
  transaction: Transaction,
  became: readonly Omit<MessageCount, 'messages'>[],
  now: Date,
): Promise<unknown> {
  const counts = new Map<string, MessageCount>();
  for (const { type, event: name, became: what } of became) {
    const event = name.slice(0, MAX_EVENT);
    const key = JSON.stringify([type, event, what]);
    counts.set(key, { type, event, became: what, messages: (counts.get(key)?.messages ?? 0) + 1 });
  }
  return transaction.query(ADD, [...counted.values([...counts.values()]), now.toISOString()]);
}

/** Removes counts that are older than `days`; event names are whatever a sender makes of them. */
export function forgetCounts(transaction: Transaction, now: Date, days: number): Promise<unknown> {
  const sql = `DELETE FROM segment_message_counts WHERE day < ($1::timestamptz AT TIME ZONE 'UTC')::date - $2::int`;
  return transaction.query(sql, [now.toISOString(), days]);
}

/** Reads what became of messages lately. */
@Injectable()
export class MessageCounts {
  constructor(private readonly dataSource: DataSource) {}

  /** The kinds of messages since a day (UTC) that had no effect, the most frequent first. */
  withoutEffect(since: string, limit: number): Promise<RecentCount[]> {
    return this.dataSource.query(
      `SELECT type, event, became, sum(messages) AS messages, max(last_at) AS "lastAt"
         FROM segment_message_counts WHERE day >= $1::date AND became <> 'mapped'
        GROUP BY type, event, became ORDER BY sum(messages) DESC, event, became LIMIT $2`,
      [since, limit],
    );
  }

  /** How many messages since a day (UTC) became what. */
  async totals(since: string): Promise<Record<string, number>> {
    const rows = await this.dataSource.query<{ became: string; messages: string }[]>(
      `SELECT became, sum(messages) AS messages FROM segment_message_counts WHERE day >= $1::date
        GROUP BY became ORDER BY became`,
      [since],
    );
    return Object.fromEntries(rows.map(({ became, messages }) => [became, Number(messages)]));
  }
}
