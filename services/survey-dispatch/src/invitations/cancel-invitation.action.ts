import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { Conflict, NotFound } from '#service-kit';
import { changeInvitations } from './change-invitations.action.js';
import { listInvitations } from './invitations.query.js';

/** Takes one invitation back. */
@Injectable()
export class CancelInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Cancels an invitation that is still open; once cancelled, it stays so.
   * @throws NotFound where there is none, Conflict where it is over or its mail is on its way
   */
  async cancel(invitationId: string, reason: string): Promise<void> {
    const at = this.clock.now();
    const changes = [{ invitationId, reason }];
    const cancelled = await this.transactions.run((it) => changeInvitations(it, 'cancelled', { changes, at }));
    if (cancelled.length > 0) return;
    const [invitation] = await listInvitations(this.transactions.dataSource, { invitationId, limit: 1 });
    if (!invitation) throw new NotFound(`there is no invitation ${invitationId}`);
    if (invitation.state === 'cancelled') return;
    const why =
      invitation.state === 'sending' ? 'its mail is on its way; try again in a moment' : `it is ${invitation.state}`;
    throw new Conflict(`the invitation cannot be cancelled: ${why}`);
  }
}
