import type { Transaction } from '#messaging';

/** Has the deferred asks of a contact be suppressed when they are next looked at, which is now. @returns how many */
export async function endDeferredOf(transaction: Transaction, contactId: string, at: Date): Promise<number> {
  const ended = await transaction.query(
    `UPDATE deferred_asks SET ended_by = 'withdrawn', release_at = $2 WHERE decision_id IN (
       SELECT decision_id FROM deferred_asks WHERE contact_id = $1 ORDER BY decision_id FOR UPDATE) RETURNING 1`,
    [contactId, at.toISOString()],
  );
  return ended.length;
}

/** The invitations of a contact of which nothing was sent yet. */
export async function unsentInvitationsOf(transaction: Transaction, contactId: string): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    `SELECT i.invitation_id AS id FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id
     WHERE d.contact_id = $1 AND d.outcome = 'asked' AND i.state = 'scheduled'
     ORDER BY i.invitation_id FOR UPDATE OF i`,
    [contactId],
  );
  return rows.map(({ id }) => id);
}
