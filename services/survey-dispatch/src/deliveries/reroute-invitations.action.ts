import { contracts } from '#contracts';
import { publish, rowSet, type Transaction } from '#messaging';
import type { Reroute } from './channel-fallback.rules.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';

/** An invitation that goes on over another channel. */
export interface Rerouted {
  readonly claimed: ClaimedInvitation;
  readonly to: Reroute;
  /** Why its channel did not take it, without the address. */
  readonly reason: string;
}

const reroutes = rowSet<Rerouted>({
  invitation_id: ['uuid', ({ claimed }) => claimed.invitationId],
  channel: ['text', ({ to }) => to.channel],
  // An array of arrays would have to be of one length.
  fallback_channels: ['text', ({ to }) => to.fallbackChannels.join(',')],
  reason: ['text', ({ claimed, reason }) => `${claimed.channel}: ${reason}`],
});

/**
 * Has invitations that their channel refused, or that came back, be sent over the next at once, with attempts of its own; the
 * history says why. Reminders are planned anew when it is sent. One that was answered or taken back meanwhile, or whose lease
 * had run out, stays what it became.
 */
export async function rerouteInvitations(
  transaction: Transaction,
  rerouted: readonly Rerouted[],
  at: Date,
): Promise<void> {
  if (rerouted.length === 0) return;
  const rows = await transaction.query<{ invitationId: string }>(
    `WITH rerouted AS (
       UPDATE invitations i SET state = 'scheduled', channel = r.channel, attempts = 0, due_at = $${reroutes.next}::timestamptz,
         fallback_channels = string_to_array(r.fallback_channels, ','), lease_until = NULL, failure = r.reason, slot_at = NULL,
         ended_at = NULL
       FROM unnest(${reroutes.arrays}) AS r (${reroutes.names})
       WHERE i.invitation_id = r.invitation_id AND (i.state = 'bounced' OR (i.state = 'sending' AND i.lease_until IS NOT NULL))
       RETURNING i.invitation_id, r.reason
     ), unplanned AS (
       DELETE FROM invitation_reminders m USING rerouted WHERE m.invitation_id = rerouted.invitation_id AND m.state = 'scheduled'
     ), kept AS (
       INSERT INTO invitation_history (invitation_id, change, at, reason)
       SELECT invitation_id, 'rerouted', $${reroutes.next}::timestamptz, reason FROM rerouted
     )
     SELECT invitation_id AS "invitationId" FROM rerouted`,
    [...reroutes.values(rerouted), at.toISOString()],
  );
  const done = new Set(rows.map(({ invitationId }) => invitationId));
  for (const { claimed, to, reason } of rerouted) {
    const { invitationId, contactId, channel: from, correlationId, lineage } = claimed;
    if (!done.has(invitationId)) continue;
    const data = {
      invitationId,
      contactId,
      fromChannel: from,
      channel: to.channel,
      reason,
      changedAt: at.toISOString(),
    };
    const cause = { correlationId, id: invitationId, lineage };
    publish(transaction, contracts.invitationRerouted, data, cause, { time: at });
  }
}
