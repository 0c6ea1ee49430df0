import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { Conflict, NotFound } from '#service-kit';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { listInvitations } from '../invitations/invitations.query.js';

const REASON = 'dismissed';

/** Ends an invitation that its contact does not want to answer: it is no score, and nobody reminds of it. */
@Injectable()
export class DismissInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Once dismissed, it stays so. @throws NotFound where it is not this contact's, Conflict where it is over */
  async dismiss(contactId: string, invitationId: string): Promise<void> {
    const find = () => listInvitations(this.transactions.dataSource, { invitationId, contactId, limit: 1 });
    const [invitation] = await find();
    if (!invitation) throw new NotFound(`the contact has no invitation ${invitationId}`);
    const at = this.clock.now();
    const changes = [{ invitationId, reason: REASON }];
    const moved = await this.transactions.run((it) => changeInvitations(it, 'cancelled', { changes, at }));
    if (moved.length > 0) return;
    const [now] = await find();
    if (now!.state === 'cancelled') return;
    throw new Conflict(`the invitation cannot be dismissed: it is ${now!.state}`);
  }
}
