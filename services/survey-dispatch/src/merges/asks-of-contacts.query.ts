import type { Transaction } from '#messaging';
import type { MadeAsk } from './clashing-asks.rules.js';

/** An ask, and of which contact. */
export interface AskOfContact extends MadeAsk {
  readonly invitationId: string;
  readonly contactId: string;
}

/** The asks of contacts, which are few; those that were taken back before anything was sent are none. */
export function readAsksOf(transaction: Transaction, contactIds: readonly string[]): Promise<AskOfContact[]> {
  return transaction.query<AskOfContact>(
    `SELECT i.invitation_id AS "invitationId", d.contact_id AS "contactId",
       CASE p.kind WHEN 'relationship' THEN 'relationship' ELSE 'touchpoint' END AS scope,
       (extract(epoch FROM coalesce(i.held_due_at, i.due_at)) * 1000)::float8 AS at, i.state = 'scheduled' AND i.attempts = 0 AS "isPending"
     FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id JOIN programs p USING (program_id)
     WHERE d.contact_id = ANY ($1::text[]) AND d.outcome = 'asked'
       AND NOT (i.state = 'cancelled' AND i.attempts = 0)`,
    [contactIds],
  );
}
