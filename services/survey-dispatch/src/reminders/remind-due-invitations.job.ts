import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { countReminder } from '../budget/count-contacting.query.js';
import { SurveyDispatchConfig } from '../config.js';
import { CONCURRENT_MAILS, LEASE_MS } from '../deliveries/delivery.rules.js';
import { claimDueReminders } from './due-reminders.query.js';
import { RemindInvitation } from './remind-invitation.action.js';
import { remindersToCount } from './reminder.rules.js';

/** Sends the reminders that are due, some at a time. */
@Injectable()
export class RemindDueInvitations implements Job {
  readonly name = 'remind-due-invitations';
  readonly everyMs: number;

  constructor(
    private readonly transactions: Transactions,
    private readonly reminding: RemindInvitation,
    private readonly clock: Clock,
    config: SurveyDispatchConfig,
  ) {
    this.everyMs = config.deliveryEveryMs;
  }

  async run(): Promise<boolean> {
    const now = this.clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const claimed = await this.transactions.run(async (transaction) => {
      const reminders = await claimDueReminders(transaction, now, leaseUntil, CONCURRENT_MAILS);
      const counted = remindersToCount(reminders).map(({ contactId }) => ({ contactId, at: now }));
      if (counted.length > 0) await countReminder(transaction, counted);
      return reminders;
    });
    const reminders = await Promise.allSettled(claimed.map((reminder) => this.reminding.remind(reminder)));
    // What failed here stays `sending` until its lease runs out, and then is called unknown.
    for (const reminder of reminders) if (reminder.status === 'rejected') throw reminder.reason;
    return claimed.length === CONCURRENT_MAILS;
  }
}
