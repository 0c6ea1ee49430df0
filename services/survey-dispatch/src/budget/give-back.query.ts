import type { Transaction } from '#messaging';
import { unsent } from './unsent.query.js';

// The row is another's as soon as somebody asked the contact since, and then nothing is given back. What was asked before is
// read from the invitations: a contact's earlier asks are committed before a later one can take the row.
const GIVE_BACK = `
  WITH back AS MATERIALIZED (
    SELECT i.contact_id, array_agg(coalesce(i.held_due_at, i.due_at)) AS times
    FROM invitations i WHERE i.invitation_id = ANY ($1::uuid[]) AND ${unsent('i')} GROUP BY i.contact_id
  ), held AS MATERIALIZED (
    SELECT b.contact_id, back.times FROM contact_budget b JOIN back USING (contact_id)
    WHERE b.last_asked_at = ANY (back.times) OR b.last_relationship_at = ANY (back.times)
      OR b.last_touchpoint_at = ANY (back.times)
    ORDER BY b.contact_id FOR UPDATE OF b
  ), before AS (
    SELECT held.contact_id, max(o.at) AS asked, max(o.at) FILTER (WHERE o.kind = 'relationship') AS relationship,
      max(o.at) FILTER (WHERE o.kind <> 'relationship') AS touchpoint
    FROM held LEFT JOIN LATERAL (
      SELECT coalesce(i.held_due_at, i.due_at) AS at, p.kind
      FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id JOIN programs p USING (program_id)
      WHERE d.contact_id = held.contact_id AND d.outcome = 'asked'
        AND NOT ((i.state = 'cancelled' OR i.invitation_id = ANY ($1::uuid[])) AND ${unsent('i')})
    ) o ON true GROUP BY held.contact_id
  )
  UPDATE contact_budget b SET
    last_asked_at = CASE WHEN b.last_asked_at = ANY (held.times)
      THEN greatest(before.asked, b.last_contacted_at) ELSE b.last_asked_at END,
    last_relationship_at = CASE WHEN b.last_relationship_at = ANY (held.times)
      THEN before.relationship ELSE b.last_relationship_at END,
    last_touchpoint_at = CASE WHEN b.last_touchpoint_at = ANY (held.times)
      THEN before.touchpoint ELSE b.last_touchpoint_at END
  FROM held JOIN before USING (contact_id) WHERE b.contact_id = held.contact_id
  RETURNING b.contact_id`;

/**
 * Gives back what invitations took of the budgets of contacts, where nothing of them was sent: windows then last from whatever
 * was there before them. An account's cap counts its invitations as they are, and needs nothing back.
 * @returns the contacts who may be asked earlier now
 */
export async function giveBackBudget(transaction: Transaction, invitationIds: readonly string[]): Promise<string[]> {
  if (invitationIds.length === 0) return [];
  const given = await transaction.query<{ contact_id: string }>(GIVE_BACK, [[...invitationIds]]);
  return given.map((row) => row.contact_id);
}

/** Has what was deferred for these contacts decided again at the next look: its windows may end earlier than was said. */
export async function callDeferredOf(
  transaction: Transaction,
  contactIds: readonly string[],
  now: Date,
): Promise<void> {
  if (contactIds.length === 0) return;
  await transaction.query(
    `UPDATE deferred_asks SET release_at = $2 WHERE decision_id IN (
       SELECT decision_id FROM deferred_asks WHERE contact_id = ANY ($1::text[]) AND release_at > $2
       ORDER BY decision_id FOR UPDATE)`,
    [contactIds, now.toISOString()],
  );
}
