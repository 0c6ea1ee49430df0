import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { changeInvitations } from './change-invitations.action.js';
import { expiredInvitations } from './move-invitations.query.js';

const AT_ONCE = 500;

/** Ends invitations that were sent and whose time is over. */
@Injectable()
export class ExpireInvitations implements Job {
  readonly name = 'expire-invitations';
  readonly everyMs = 5_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  run(): Promise<boolean> {
    const at = this.clock.now();
    return this.transactions.run(async (transaction) => {
      const changes = await expiredInvitations(transaction, at, AT_ONCE);
      await changeInvitations(transaction, 'expired', { changes, at });
      return changes.length === AT_ONCE;
    });
  }
}
