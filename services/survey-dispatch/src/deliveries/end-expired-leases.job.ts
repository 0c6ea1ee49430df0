import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { endExpiredReminderLeases } from '../reminders/due-reminders.query.js';
import { announceFailed } from './announce-delivery.action.js';
import { endExpiredLeases } from './due-invitations.query.js';

const REASON = 'the dispatcher ended while it was sending';

/** Calls invitations and reminders unknown whose dispatcher died while it was sending them; their mails are never sent again. */
@Injectable()
export class EndExpiredLeases implements Job {
  readonly name = 'end-expired-leases';
  readonly everyMs = 5_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  run(): Promise<boolean> {
    const at = this.clock.now();
    return this.transactions.run(async (transaction) => {
      await endExpiredReminderLeases(transaction, at, REASON);
      const ended = await endExpiredLeases(transaction, at, REASON);
      for (const invitation of ended) announceFailed(transaction, invitation, { state: 'unknown', reason: REASON, at });
      return ended.length > 0;
    });
  }
}
