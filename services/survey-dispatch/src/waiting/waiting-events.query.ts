import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';
import type { JourneyEvent } from '../decisions/journey-event.rules.js';

const CHUNK = 500;

/** Keeps events until their contacts arrive, or until their wait ends. */
export async function keepWaiting(
  transaction: Transaction,
  events: readonly JourneyEvent[],
  wait: { since: Date; until: Date },
): Promise<void> {
  await transaction.query(
    `INSERT INTO waiting_journey_events (source, event_id, contact_id, data, correlation_id, lineage, waiting_since,
       look_at)
     SELECT *, $7::timestamptz, $8::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[])
     ON CONFLICT DO NOTHING`,
    [
      events.map((event) => event.source),
      events.map((event) => event.id),
      events.map((event) => event.data.contactId),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => event.correlationId),
      events.map((event) => event.lineage),
      wait.since.toISOString(),
      wait.until.toISOString(),
    ],
  );
}

/** Has the events that wait for these contacts decided at the next look, or when they may be. */
export async function callWaitingFor(transaction: Transaction, contactIds: readonly string[], now: Date) {
  await transaction.query(
    `UPDATE waiting_journey_events SET look_at = greatest($2, not_before) WHERE seq IN (
       SELECT seq FROM waiting_journey_events WHERE contact_id = ANY ($1::text[]) ORDER BY seq FOR UPDATE)`,
    [contactIds, now.toISOString()],
  );
}

/** Has events decided that came after a moment and whose contact is there nevertheless; those that failed stay put. */
export async function callCrossed(transaction: Transaction, after: Date, now: Date): Promise<void> {
  await transaction.query(
    `UPDATE waiting_journey_events SET look_at = $2 WHERE seq IN (
       SELECT w.seq FROM waiting_journey_events w
       WHERE w.waiting_since > $1 AND w.look_at > $2 AND w.failures = 0 AND (w.not_before IS NULL OR w.not_before <= $2)
         AND EXISTS (SELECT 1 FROM contacts c WHERE c.contact_id = w.contact_id)
       ORDER BY w.seq LIMIT ${CHUNK} FOR UPDATE OF w SKIP LOCKED)`,
    [after.toISOString(), now.toISOString()],
  );
}

/** Some of the events that are to be looked at now, by `seq`, in the order in which they came. */
export async function findDue(dataSource: DataSource, now: Date): Promise<string[]> {
  const rows: { seq: string }[] = await dataSource.query(
    `SELECT seq FROM waiting_journey_events WHERE look_at <= $1 ORDER BY look_at, seq LIMIT ${CHUNK}`,
    [now.toISOString()],
  );
  return rows.map(({ seq }) => seq);
}

/** Takes events, in the order in which they came; what another instance is taking is passed over. */
export function takeWaiting(transaction: Transaction, seqs: readonly string[]): Promise<JourneyEvent[]> {
  return transaction.query<JourneyEvent>(
    `WITH chosen AS MATERIALIZED (
       SELECT seq FROM waiting_journey_events WHERE seq = ANY ($1::bigint[]) ORDER BY seq FOR UPDATE SKIP LOCKED
     ), taken AS (
       DELETE FROM waiting_journey_events WHERE seq IN (SELECT seq FROM chosen) RETURNING *)
     SELECT event_id AS id, source, correlation_id AS "correlationId", lineage, data FROM taken ORDER BY seq`,
    [seqs],
  );
}

/** Notes that an event failed by itself, and when it is tried again. */
export async function lookAgain(transaction: Transaction, seq: string, at: Date): Promise<void> {
  await transaction.query('UPDATE waiting_journey_events SET look_at = $2, failures = failures + 1 WHERE seq = $1', [
    seq,
    at.toISOString(),
  ]);
}

/** Takes an event off the list that can never be decided. */
export async function dropWaiting(transaction: Transaction, seq: string): Promise<void> {
  await transaction.query('DELETE FROM waiting_journey_events WHERE seq = $1', [seq]);
}
