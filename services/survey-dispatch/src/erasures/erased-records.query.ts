import type { ErasedCount, Transaction } from '#messaging';
import type { DeferredAsk } from '../decisions/deferred-asks.query.js';
import type { JourneyEvent } from '../decisions/journey-event.rules.js';

const BLANK: Readonly<Record<string, string>> = {
  contacts: 'DELETE FROM contacts WHERE contact_id = ANY ($1::text[]) RETURNING contact_id',
  importedSuppressions: 'DELETE FROM imported_suppressions WHERE contact_id = ANY ($1::text[]) RETURNING contact_id',
  journeyEvents: `UPDATE decisions SET attributes = NULL
    WHERE contact_id = ANY ($1::text[]) AND attributes IS NOT NULL RETURNING contact_id`,
  // What a provider or an operator said may name the person; the states stay.
  failures: `UPDATE invitations i SET failure = NULL FROM decisions d
    WHERE d.contact_id = ANY ($1::text[]) AND d.outcome = 'asked' AND i.invitation_id = d.decision_id
      AND i.failure IS NOT NULL AND i.failure <> 'erased' RETURNING i.contact_id`,
  histories: `UPDATE invitation_history h SET reason = NULL FROM decisions d
    WHERE d.contact_id = ANY ($1::text[]) AND d.outcome = 'asked' AND h.invitation_id = d.decision_id
      AND h.reason IS NOT NULL AND h.reason <> 'erased' RETURNING d.contact_id`,
  reminders: `UPDATE invitation_reminders r SET failure = NULL FROM decisions d
    WHERE d.contact_id = ANY ($1::text[]) AND d.outcome = 'asked' AND r.invitation_id = d.decision_id
      AND r.failure IS NOT NULL RETURNING d.contact_id`,
};

/** Removes or blanks what is kept of contacts, and says how much of what that was. */
export async function blankRecords(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
  const counts = Object.entries(BLANK).map(([kind, sql]) =>
    transaction.query<ErasedCount>(
      `WITH gone AS (${sql}) SELECT contact_id AS "contactId", $2 AS kind, count(*)::int AS count FROM gone GROUP BY 1`,
      [contactIds, kind],
    ),
  );
  return (await Promise.all(counts)).flat();
}

/** The deferred asks of contacts, held until the transaction ends. */
export function holdDeferredOf(transaction: Transaction, contactIds: readonly string[]): Promise<DeferredAsk[]> {
  return transaction.query<DeferredAsk>(
    `SELECT decision_id AS "decisionId", program_id AS "programId", journey_event_id AS id, journey_event_source AS source,
       correlation_id AS "correlationId", lineage, data, (extract(epoch FROM latest_at) * 1000)::float8 AS "latestAt"
     FROM deferred_asks WHERE contact_id = ANY ($1::text[]) ORDER BY decision_id FOR UPDATE`,
    [contactIds],
  );
}

/** Takes the events that wait for these contacts. */
export function takeWaitingFor(transaction: Transaction, contactIds: readonly string[]): Promise<JourneyEvent[]> {
  return transaction.query<JourneyEvent>(
    `WITH taken AS (DELETE FROM waiting_journey_events WHERE contact_id = ANY ($1::text[]) RETURNING *)
     SELECT event_id AS id, source, correlation_id AS "correlationId", lineage, data FROM taken ORDER BY seq`,
    [contactIds],
  );
}

/** The invitations of contacts, whatever their state, and of whom they are. */
export function invitationsOf(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<{ invitationId: string; contactId: string }[]> {
  return transaction.query(
    `SELECT i.invitation_id AS "invitationId", d.contact_id AS "contactId"
     FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id
     WHERE d.contact_id = ANY ($1::text[]) AND d.outcome = 'asked'`,
    [contactIds],
  );
}

/** By what contacts are named beside their ids: their addresses and numbers. */
export async function readNames(
  transaction: Transaction,
  contactIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await transaction.query<{ contactId: string; email: string | null; phone: string | null }>(
    'SELECT contact_id AS "contactId", email, phone FROM contacts WHERE contact_id = ANY ($1::text[])',
    [contactIds],
  );
  return new Map(rows.map(({ contactId, email, phone }) => [contactId, [email, phone].filter((it) => it !== null)]));
}
