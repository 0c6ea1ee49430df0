import type { Transaction } from '#messaging';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { suppressContacts } from '../opt-outs/suppress-contacts.action.js';
import type { Channel } from '../programs/channel.rules.js';
import { haveLeft, readBounced, refuseAddresses } from './bounced-invitations.query.js';
import { nextChannel } from './channel-fallback.rules.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { unreachableBy } from './delivery.rules.js';
import { type Rerouted, rerouteInvitations } from './reroute-invitations.action.js';

/** A report that what was sent came back. */
export interface Bounce {
  readonly invitationId: string;
  /** Whether the address will never take anything again. */
  readonly permanent?: boolean;
  /** Without the address. */
  readonly reason?: string;
}

/**
 * Notes that invitations came back over a channel. A report that comes again when its invitation has gone on over another
 * changes nothing. Each goes on over the next channel that its program has and its contact can be reached
 * by. An address that is gone is not used again; a contact who then has no other is asked no more, until there is a new one.
 */
export async function bounceInvitations(
  transaction: Transaction,
  reported: readonly Bounce[],
  { over, at }: { over: Channel; at: Date },
): Promise<void> {
  if (reported.length === 0) return;
  const reportedIds = reported.map(({ invitationId }) => invitationId);
  const left = await haveLeft(transaction, reportedIds, over);
  const bounces = reported.filter(({ invitationId }) => !left.has(invitationId.toLowerCase()));
  const moved = await changeInvitations(transaction, 'bounced', { changes: bounces, at });
  if (moved.length === 0) return;
  const permanent = new Set(bounces.flatMap((it) => (it.permanent ? [it.invitationId.toLowerCase()] : [])));
  const ids = moved.map(({ invitationId }) => invitationId);
  const gone = ids.filter((id) => permanent.has(id));
  if (gone.length > 0) await refuseAddresses(transaction, gone);
  const bounced = await readBounced(transaction, ids, at);
  const reasons = new Map(moved.map(({ invitationId, reason }) => [invitationId, reason]));
  const rerouted = bounced.flatMap((claimed): Rerouted[] => {
    const to = nextChannel(claimed);
    return to ? [{ claimed, to, reason: reasons.get(claimed.invitationId) ?? 'bounced' }] : [];
  });
  await rerouteInvitations(transaction, rerouted, at);
  const kept = new Set([...rerouted.map(({ claimed }) => claimed), ...bounced.filter(hasAddress)].map(idOf));
  const lost = gone.filter((id) => !kept.has(id));
  await suppressContacts(transaction, lost, { reason: 'bounced', at });
}

const idOf = ({ invitationId }: ClaimedInvitation) => invitationId;

/** An app and the customer's own system have no address that could be left. */
const hasAddress = (claimed: ClaimedInvitation) =>
  ['email', 'sms'].some((channel) => unreachableBy({ ...claimed, channel }) === undefined);
