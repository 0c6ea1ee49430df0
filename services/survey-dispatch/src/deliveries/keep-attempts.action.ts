import type { Transaction } from '#messaging';
import { countLateSend } from '../budget/count-contacting.query.js';
import { announceExpired, announceFailed, announceSent } from './announce-delivery.action.js';
import { nextChannel } from './channel-fallback.rules.js';
import type { AcceptedSend } from './channel-sender.action.js';
import { afterAttempt, isLate, type NextState, type Sent } from './delivery.rules.js';
import { type Rerouted, rerouteInvitations } from './reroute-invitations.action.js';
import { settleAttempts } from './settle-attempts.query.js';

type Ended = Sent & { readonly next: NextState };

/**
 * Keeps and publishes what became of invitations that were tried; one that its channel refused goes on over the next.
 * @returns those that were accepted, whose lease had not run out
 */
export async function keepAttempts(transaction: Transaction, sent: readonly Sent[]): Promise<AcceptedSend[]> {
  if (sent.length === 0) return [];
  const rerouted: Rerouted[] = [];
  const ended: Ended[] = [];
  for (const it of sent) {
    const next = afterAttempt(it.outcome, it.claimed, it.at);
    const to = next.state === 'failed' ? nextChannel(it.claimed) : undefined;
    if (to && next.state === 'failed') rerouted.push({ claimed: it.claimed, to, reason: next.reason });
    else ended.push({ ...it, next });
  }
  await rerouteInvitations(transaction, rerouted, sent[0]!.at);
  if (ended.length === 0) return [];
  const ids = await settleAttempts(
    transaction,
    ended.map(({ claimed, next, at }) => ({ invitationId: claimed.invitationId, next, at })),
  );
  const settled = ended.filter(({ claimed }) => ids.has(claimed.invitationId));
  for (const it of settled) announce(transaction, it);
  const accepted = settled.filter(({ next }) => next.state === 'sent');
  const late = accepted.filter(isLate).map(({ claimed: { contactId }, at }) => ({ contactId, at }));
  if (late.length > 0) transaction.sendWithCommit(countLateSend(transaction, late));
  return accepted;
}

function announce(transaction: Transaction, { claimed, next, at }: Ended): void {
  if (next.state === 'sent') announceSent(transaction, claimed, at);
  else if (next.state === 'expired') announceExpired(transaction, claimed, at);
  else if (next.state === 'failed' || next.state === 'unknown')
    announceFailed(transaction, claimed, { state: next.state, reason: next.reason, at });
}
