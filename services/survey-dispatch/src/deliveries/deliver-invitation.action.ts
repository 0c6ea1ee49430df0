import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { SendInvitationMail } from '../mails/send-invitation-mail.action.js';
import { announceExpired, announceFailed, announceSent } from './announce-delivery.action.js';
import { afterAttempt, type NextState } from './delivery.rules.js';
import { type ClaimedInvitation, settleAttempt } from './due-invitations.query.js';
import { keepOutcome } from './keep-outcome.action.js';

/** Sends a claimed invitation once, then keeps and publishes what became of it. */
@Injectable()
export class DeliverInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly mail: SendInvitationMail,
    private readonly clock: Clock,
  ) {}

  async deliver(invitation: ClaimedInvitation): Promise<void> {
    const outcome = await this.mail.send(invitation);
    const now = this.clock.now();
    const next = afterAttempt(outcome, invitation.attempts, now);
    await keepOutcome(this.transactions, (transaction) => settle(transaction, invitation, next, now));
  }
}

async function settle(transaction: Transaction, invitation: ClaimedInvitation, next: NextState, at: Date) {
  const dueAt = next.state === 'scheduled' ? next.dueAt : undefined;
  const failure = 'reason' in next ? next.reason : undefined;
  const { invitationId } = invitation;
  const settled = await settleAttempt(transaction, { invitationId, state: next.state, at, dueAt, failure });
  if (!settled || next.state === 'scheduled') return;
  if (next.state === 'sent') announceSent(transaction, invitation, at);
  else if (next.state === 'expired') announceExpired(transaction, invitation, at);
  else announceFailed(transaction, invitation, { state: next.state, reason: next.reason, at });
}
