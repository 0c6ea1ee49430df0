import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { announceReminded } from '../deliveries/announce-delivery.action.js';
import { afterAttempt, type NextState } from '../deliveries/delivery.rules.js';
import { keepOutcome } from '../deliveries/keep-outcome.action.js';
import { SendInvitationMail } from '../mails/send-invitation-mail.action.js';
import { type ClaimedReminder, settleReminder } from './due-reminders.query.js';
import { obstacleToReminder } from './reminder.rules.js';

/** Sends a claimed reminder once, unless its invitation is over, then keeps and publishes what became of it. */
@Injectable()
export class RemindInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly mail: SendInvitationMail,
    private readonly clock: Clock,
  ) {}

  async remind(reminder: ClaimedReminder): Promise<void> {
    const next = await this.attempt(reminder);
    await keepOutcome(this.transactions, (it) => settle(it, reminder, next, this.clock.now()));
  }

  private async attempt(reminder: ClaimedReminder): Promise<NextState | Cancelled> {
    const obstacle = obstacleToReminder(reminder.state);
    if (obstacle) return { state: 'cancelled', reason: obstacle };
    const outcome = await this.mail.send(reminder, reminder.number);
    return afterAttempt(outcome, reminder.attempts, this.clock.now());
  }
}

interface Cancelled {
  readonly state: 'cancelled';
  readonly reason: string;
}

async function settle(transaction: Transaction, reminder: ClaimedReminder, next: NextState | Cancelled, at: Date) {
  const { invitationId, number } = reminder;
  const settled = await settleReminder(transaction, {
    invitationId,
    number,
    at,
    state: next.state === 'expired' ? 'cancelled' : next.state,
    dueAt: next.state === 'scheduled' ? next.dueAt : undefined,
    failure: 'reason' in next ? next.reason : undefined,
  });
  if (settled && next.state === 'sent') announceReminded(transaction, reminder, at);
}
