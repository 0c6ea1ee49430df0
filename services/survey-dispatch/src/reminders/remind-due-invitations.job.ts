import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging';
import type { Job } from '#service-kit';
import { countReminder } from '../budget/count-contacting.query.js';
import { SurveyDispatchConfig } from '../config.js';
import { ClaimDue, type Claiming } from '../deliveries/claim-due.action.js';
import { SendingLanes } from '../deliveries/sending-lanes.action.js';
import { type ClaimedReminder, claimDueReminders, putBackReminders } from './due-reminders.query.js';
import { remindersToCount } from './reminder.rules.js';

const CLAIMING: Claiming<ClaimedReminder> = {
  claim: claimDueReminders,
  putBack: putBackReminders,
  going: async (transaction: Transaction, going: readonly ClaimedReminder[], now: Date) => {
    const counted = remindersToCount(going).map(({ contactId }) => ({ contactId, at: now }));
    if (counted.length > 0) await countReminder(transaction, counted);
  },
};

/** Claims the reminders that are due, and has them sent. */
@Injectable()
export class RemindDueInvitations implements Job {
  readonly name = 'remind-due-invitations';
  readonly everyMs: number;

  constructor(
    private readonly due: ClaimDue,
    private readonly lanes: SendingLanes,
    config: SurveyDispatchConfig,
  ) {
    this.everyMs = config.deliveryEveryMs;
  }

  async run(): Promise<boolean> {
    let more = false;
    for (const channel of this.lanes.channels) {
      if (!this.lanes.hasRoom(channel)) continue;
      const claimed = await this.due.claim(channel, CLAIMING);
      this.lanes.take(channel, claimed);
      more ||= claimed.more;
    }
    return more;
  }
}
