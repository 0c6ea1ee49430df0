import type { Transaction } from '#messaging';
import type { JourneyEvent } from '../decisions/journey-event.rules.js';

const CHUNK = 500;

/** Keeps events until their contacts arrive. */
export async function keepWaiting(transaction: Transaction, events: readonly JourneyEvent[], now: Date): Promise<void> {
  await transaction.query(
    `INSERT INTO waiting_journey_events (source, event_id, contact_id, data, correlation_id, lineage, waiting_since)
     SELECT *, $7::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[])
     ON CONFLICT DO NOTHING`,
    [
      events.map((event) => event.source),
      events.map((event) => event.id),
      events.map((event) => event.data.contactId),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => event.correlationId),
      events.map((event) => event.lineage),
      now.toISOString(),
    ],
  );
}

/** Takes the events that wait for these contacts, in the order in which they came. */
export function takeWaitingFor(transaction: Transaction, contactIds: readonly string[]): Promise<JourneyEvent[]> {
  return take(
    transaction,
    `SELECT seq FROM waiting_journey_events WHERE contact_id = ANY ($1::text[]) ORDER BY seq FOR UPDATE`,
    [contactIds],
  );
}

/** Takes some of the events that wait since before a moment; what another instance is taking is passed over. */
export function takeWaitingSince(transaction: Transaction, before: Date): Promise<JourneyEvent[]> {
  return take(
    transaction,
    `SELECT seq FROM waiting_journey_events WHERE waiting_since <= $1
     ORDER BY waiting_since, seq LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED`,
    [before.toISOString()],
  );
}

/** Takes some of the events that came after a moment and whose contact is there nevertheless. */
export function takeWaitingInVain(transaction: Transaction, after: Date): Promise<JourneyEvent[]> {
  return take(
    transaction,
    `SELECT w.seq FROM waiting_journey_events w WHERE w.waiting_since > $1
       AND EXISTS (SELECT 1 FROM contacts c WHERE c.contact_id = w.contact_id)
     ORDER BY w.seq LIMIT ${CHUNK} FOR UPDATE OF w SKIP LOCKED`,
    [after.toISOString()],
  );
}

async function take(transaction: Transaction, which: string, parameters: unknown[]): Promise<JourneyEvent[]> {
  return transaction.query<JourneyEvent & Record<string, unknown>>(
    `WITH chosen AS MATERIALIZED (${which}), taken AS (
       DELETE FROM waiting_journey_events WHERE seq IN (SELECT seq FROM chosen) RETURNING *)
     SELECT event_id AS id, source, correlation_id AS "correlationId", lineage, data FROM taken ORDER BY seq`,
    parameters,
  );
}
