import { rowSet, type Transaction } from '#messaging';
import type { ProgramKind } from './active-program.rules.js';

/** Has the invitations of a program wait that are not sent yet. */
export async function holdInvitations(transaction: Transaction, programId: string): Promise<void> {
  await transaction.query(
    `UPDATE invitations i SET held_due_at = due_at, due_at = '9999-12-31'
     FROM decisions d WHERE d.decision_id = i.invitation_id AND d.program_id = $1 AND d.outcome = 'asked'
       AND i.state = 'scheduled' AND i.held_due_at IS NULL`,
    [programId],
  );
}

/** An invitation that waits because its program is paused; times in epoch milliseconds. */
export interface HeldInvitation {
  readonly invitationId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly timeZone: string | null;
  readonly kind: ProgramKind;
  readonly dueAt: number;
  readonly expiresAt: number;
}

/** The waiting invitations of a program, the first to be sent first; those that expired meanwhile stay where they are. */
export function readHeldInvitations(transaction: Transaction, programId: string, now: Date): Promise<HeldInvitation[]> {
  return transaction.query<HeldInvitation>(
    `SELECT i.invitation_id AS "invitationId", i.contact_id AS "contactId", d.account_id AS "accountId",
       c.time_zone AS "timeZone", p.kind, (extract(epoch FROM i.held_due_at) * 1000)::float8 AS "dueAt",
       (extract(epoch FROM i.expires_at) * 1000)::float8 AS "expiresAt"
     FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id JOIN programs p USING (program_id)
       LEFT JOIN contacts c ON c.contact_id = i.contact_id
     WHERE d.program_id = $1 AND d.outcome = 'asked' AND i.state = 'scheduled' AND i.held_due_at IS NOT NULL
       AND i.expires_at > $2
     ORDER BY i.held_due_at, i.invitation_id FOR UPDATE OF i`,
    [programId, now.toISOString()],
  );
}

/** An invitation that goes on, and when it is due, in epoch milliseconds. */
export interface ReleasedInvitation {
  readonly invitationId: string;
  readonly dueAt: number;
}

const released = rowSet<ReleasedInvitation>({
  invitation_id: ['uuid', ({ invitationId }) => invitationId],
  due_at: ['timestamptz', ({ dueAt }) => new Date(dueAt)],
});

/** Has waiting invitations be sent when they are due. */
export async function releaseHeld(transaction: Transaction, invitations: readonly ReleasedInvitation[]): Promise<void> {
  if (invitations.length === 0) return;
  await transaction.query(
    `UPDATE invitations i SET due_at = r.due_at, held_due_at = NULL
     FROM unnest(${released.arrays}) AS r (${released.names}) WHERE i.invitation_id = r.invitation_id`,
    released.values(invitations),
  );
}
