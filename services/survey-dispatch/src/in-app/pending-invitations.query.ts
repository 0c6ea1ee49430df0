import type { Transaction } from '#messaging';
import type { ClaimedInvitation } from '../deliveries/claimed-invitation.rules.js';
import { CHAIN, MESSAGE } from '../deliveries/due-invitations.query.js';
import type { InvitationState } from '../invitations/invitation-state.rules.js';

/** An invitation that its contact can be shown. */
export interface PendingInvitation extends ClaimedInvitation {
  /** `scheduled` where it waits for being shown first. */
  readonly state: InvitationState;
}

/**
 * The one invitation that a contact can be shown in the app, held until the transaction ends: one that was shown already,
 * or was brought back by a reminder, goes before one that waits.
 */
export async function holdPending(
  transaction: Transaction,
  contactId: string,
  now: Date,
): Promise<PendingInvitation | undefined> {
  const rows = await transaction.query<PendingInvitation>(
    `SELECT ${CHAIN}, i.state, i.locale, i.due_at AS "dueAt", i.attempts, i.fallback_channels AS "fallbackChannels",
       NULL AS "slotAt", NULL AS "programState", ${MESSAGE}
     FROM decisions d JOIN invitations i ON i.invitation_id = d.decision_id LEFT JOIN contacts c ON c.contact_id = i.contact_id
     WHERE d.contact_id = $1 AND d.outcome = 'asked' AND i.expires_at > $2 AND (
       (i.state = 'scheduled' AND i.channel = 'in_app' AND i.attempts > 0 AND i.held_due_at IS NULL)
       OR (i.state IN ('sent', 'delivered', 'opened') AND (i.channel = 'in_app' OR EXISTS (
         SELECT 1 FROM invitation_reminders r
         WHERE r.invitation_id = i.invitation_id AND r.channel = 'in_app' AND r.state = 'sent'))))
     ORDER BY i.state = 'scheduled', i.due_at LIMIT 1 FOR UPDATE OF i`,
    [contactId, now.toISOString()],
  );
  return rows[0];
}

/** Takes a waiting invitation for being shown; whether it is still there. */
export async function takeWaiting(transaction: Transaction, invitationId: string, leaseUntil: Date): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE invitations SET state = 'sending', lease_until = $2 WHERE invitation_id = $1 AND state = 'scheduled'
     RETURNING invitation_id`,
    [invitationId, leaseUntil.toISOString()],
  );
  return rows.length > 0;
}
