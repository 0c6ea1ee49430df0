import type { DataSource } from 'typeorm';

/** What waits for a channel. */
export interface WaitingMessages {
  readonly channel: string;
  readonly waiting: number;
  readonly waitingReminders: number;
}

const COUNTED = 10_000;

/** Counts what is due on channels and not sent, each up to 10,000: more says nothing more, and would take long. */
export function countWaiting(
  dataSource: DataSource,
  channels: readonly string[],
  now: Date,
): Promise<WaitingMessages[]> {
  const count = (table: string) =>
    `(SELECT count(*)::int FROM (SELECT 1 FROM ${table} WHERE state = 'scheduled' AND channel = c.channel
       AND due_at <= $2 LIMIT ${COUNTED}) AS due)`;
  return dataSource.query(
    `SELECT c.channel, ${count('invitations')} AS waiting, ${count('invitation_reminders')} AS "waitingReminders"
     FROM unnest($1::text[] COLLATE "C") AS c (channel)`,
    [channels, now.toISOString()],
  );
}
