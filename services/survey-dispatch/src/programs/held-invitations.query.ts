import type { Transaction } from '#messaging';

/** Has the invitations of a program wait that are not sent yet. */
export async function holdInvitations(transaction: Transaction, programId: string): Promise<void> {
  await transaction.query(
    `UPDATE invitations i SET held_due_at = due_at, due_at = '9999-12-31'
     FROM decisions d WHERE d.decision_id = i.invitation_id AND d.program_id = $1 AND d.outcome = 'asked'
       AND i.state = 'scheduled' AND i.held_due_at IS NULL`,
    [programId],
  );
}

/**
 * Has waiting invitations of a program be sent: those whose time passed now, and their contacts' windows last from now on.
 * Those that expired meanwhile stay where they are.
 */
export async function releaseInvitations(transaction: Transaction, programId: string, now: Date): Promise<void> {
  await transaction.query(
    `WITH released AS (
       UPDATE invitations i SET due_at = greatest(held_due_at, $2::timestamptz), held_due_at = NULL
       FROM decisions d WHERE d.decision_id = i.invitation_id AND d.program_id = $1 AND d.outcome = 'asked'
         AND i.state = 'scheduled' AND i.held_due_at IS NOT NULL AND i.expires_at > $2
       RETURNING i.contact_id, i.due_at)
     UPDATE contact_budget b SET last_asked_at = greatest(b.last_asked_at, r.due_at)
     FROM (SELECT contact_id, max(due_at) AS due_at FROM released GROUP BY contact_id) r
     WHERE b.contact_id = r.contact_id`,
    [programId, now.toISOString()],
  );
}
