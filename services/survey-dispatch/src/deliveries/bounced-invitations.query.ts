import type { Transaction } from '#messaging';
import type { Channel } from '../programs/channel.rules.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { CHAIN, MESSAGE } from './due-invitations.query.js';

/** Keeps that the addresses to which these invitations went take nothing any more; another address ends that. */
export async function refuseAddresses(transaction: Transaction, invitationIds: readonly string[]): Promise<void> {
  await transaction.query(
    `UPDATE contacts c SET refused_email = CASE WHEN i.channel = 'email' THEN c.email ELSE c.refused_email END,
       refused_phone = CASE WHEN i.channel = 'sms' THEN c.phone ELSE c.refused_phone END
     FROM invitations i WHERE i.invitation_id = ANY ($1::uuid[]) AND c.contact_id = i.contact_id`,
    [invitationIds],
  );
}

/** What going on over another channel needs to know of bounced invitations that can still be answered. */
export function readBounced(
  transaction: Transaction,
  invitationIds: readonly string[],
  now: Date,
): Promise<ClaimedInvitation[]> {
  return transaction.query(
    `SELECT ${CHAIN}, i.locale, i.due_at AS "dueAt", i.attempts, i.fallback_channels AS "fallbackChannels",
       NULL AS "slotAt", NULL AS "programState", ${MESSAGE}
     FROM invitations i LEFT JOIN contacts c USING (contact_id)
     WHERE i.invitation_id = ANY ($1::uuid[]) AND i.state = 'bounced' AND i.expires_at > $2`,
    [invitationIds, now.toISOString()],
  );
}

/** Which of these invitations left a channel, over which they came back before, for another. */
export async function haveLeft(
  transaction: Transaction,
  invitationIds: readonly string[],
  channel: Channel,
): Promise<Set<string>> {
  const rows = await transaction.query<{ invitationId: string }>(
    `SELECT i.invitation_id AS "invitationId" FROM invitations i
     WHERE i.invitation_id = ANY ($1::uuid[]) AND i.channel <> $2 AND EXISTS (
       SELECT 1 FROM invitation_history h WHERE h.invitation_id = i.invitation_id AND h.change = 'rerouted'
         AND starts_with(h.reason, $2 || ': '))`,
    [invitationIds, channel],
  );
  return new Set(rows.map(({ invitationId }) => invitationId));
}
