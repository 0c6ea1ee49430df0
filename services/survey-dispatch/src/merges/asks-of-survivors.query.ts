import type { Transaction } from '#messaging';
import type { MadeAsk } from './clashing-asks.rules.js';

/** An ask of a contact, with what has to be known of it when she turned out to be known twice. */
export interface AskOfSurvivor extends MadeAsk {
  readonly invitationId: string;
  readonly contactId: string;
}

/** The asks of contacts since a moment; those that were taken back before anything was sent are none. */
export function readAsksOf(
  transaction: Transaction,
  contactIds: readonly string[],
  since: Date,
): Promise<AskOfSurvivor[]> {
  return transaction.query<AskOfSurvivor>(
    `SELECT i.invitation_id AS "invitationId", d.contact_id AS "contactId",
       CASE p.kind WHEN 'relationship' THEN 'relationship' ELSE 'touchpoint' END AS scope,
       (extract(epoch FROM coalesce(i.held_due_at, i.due_at)) * 1000)::float8 AS at, i.state = 'scheduled' AND i.attempts = 0 AS "isPending"
     FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id JOIN programs p USING (program_id)
     WHERE d.contact_id = ANY ($1::text[]) AND d.outcome = 'asked' AND coalesce(i.held_due_at, i.due_at) > $2
       AND NOT (i.state = 'cancelled' AND i.attempts = 0)`,
    [contactIds, since.toISOString()],
  );
}
