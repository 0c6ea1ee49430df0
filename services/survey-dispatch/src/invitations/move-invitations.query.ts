import { rowSet, type Transaction } from '#messaging';
import { type Move, statesBefore } from './invitation-state.rules.js';

/** An invitation that is to change, and why. */
export interface Change {
  readonly invitationId: string;
  readonly reason?: string;
}

/** An invitation that changed, with what its events need. */
export interface MovedInvitation {
  readonly invitationId: string;
  readonly contactId: string;
  readonly correlationId: string;
  /** Ends with the event that scheduled it. */
  readonly lineage: string;
  readonly reason: string | null;
}

const changes = rowSet<Change>({
  invitation_id: ['uuid', ({ invitationId }) => invitationId],
  reason: ['text', ({ reason }) => reason],
});

/**
 * Moves invitations to a state, where the table of transitions allows it, and keeps that in their history.
 * @returns those that were moved
 */
export function moveInvitations(
  transaction: Transaction,
  to: Move,
  moved: readonly Change[],
  at: Date,
): Promise<MovedInvitation[]> {
  // Locked in the order of the ids, so that two who move the same ones cannot wait for each other in a circle.
  return transaction.query(
    `WITH wanted AS (
       SELECT invitation_id, max(reason) AS reason FROM unnest(${changes.arrays}) AS w (${changes.names}) GROUP BY 1
     ), locked AS MATERIALIZED (
       SELECT i.invitation_id, wanted.reason FROM invitations i JOIN wanted USING (invitation_id)
       WHERE i.state = ANY ($4::text[]) ORDER BY i.invitation_id FOR UPDATE OF i
     ), moved AS (
       UPDATE invitations i SET state = $3, failure = coalesce(locked.reason, failure),
         ended_at = coalesce(ended_at, $5::timestamptz)
       FROM locked WHERE i.invitation_id = locked.invitation_id
       RETURNING i.invitation_id, i.contact_id, i.correlation_id, i.lineage, locked.reason
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, $3, $5::timestamptz, reason FROM moved
     )
     SELECT invitation_id AS "invitationId", contact_id AS "contactId", correlation_id AS "correlationId", lineage, reason
     FROM moved`,
    [...changes.values(moved), to, statesBefore(to), at.toISOString()],
  );
}

/** Some invitations that were sent, whose time is over, and that nobody else is moving. */
export function expiredInvitations(transaction: Transaction, now: Date, limit: number): Promise<Change[]> {
  return transaction.query(
    `SELECT invitation_id AS "invitationId" FROM invitations
     WHERE state IN ('sent', 'delivered', 'opened') AND expires_at <= $1
     ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [now.toISOString(), limit],
  );
}

/** What is taken back: invitations of a contact, of one journey event or touchpoint where these are named. */
export interface Withdrawal {
  readonly contactId: string;
  readonly journeyEventId?: string;
  readonly touchpoint?: string;
  readonly reason: string;
}

const withdrawals = rowSet<Withdrawal>({
  contact_id: ['text', ({ contactId }) => contactId],
  journey_event_id: ['text', ({ journeyEventId }) => journeyEventId],
  touchpoint: ['text', ({ touchpoint }) => touchpoint],
  reason: ['text', ({ reason }) => reason],
});

/** The invitations that withdrawals are about, whatever their state. */
export function withdrawnInvitations(transaction: Transaction, withdrawn: readonly Withdrawal[]): Promise<Change[]> {
  return transaction.query(
    `SELECT d.decision_id AS "invitationId", w.reason
     FROM unnest(${withdrawals.arrays}) AS w (${withdrawals.names})
     JOIN decisions d ON d.contact_id = w.contact_id AND d.outcome = 'asked'
       AND (w.journey_event_id IS NULL OR d.journey_event_id = w.journey_event_id)
       AND (w.touchpoint IS NULL OR d.touchpoint = w.touchpoint)`,
    withdrawals.values(withdrawn),
  );
}
