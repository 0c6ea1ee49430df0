import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, newId, publish, survivorsAmong, Transactions } from '#messaging';
import { blockContacts } from '../budget/count-contacting.query.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { unsentInvitationsOf } from '../journey-events/unsent-asks.query.js';

/** Has a contact be asked no more because of what was told outside of Rapport. */
@Injectable()
export class SuppressContact {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Blocks the contact, the survivor where it was merged, and takes back what was not sent; once is as good as twice. */
  async run(contactId: string, reason: 'opted_out'): Promise<void> {
    const at = this.clock.now();
    await this.transactions.run(async (transaction) => {
      const survivors = await survivorsAmong(transaction, 'contact', [contactId]);
      const survivorId = survivors.get(contactId) ?? contactId;
      const isNew = (await blockContacts(transaction, [survivorId], reason, at)).length > 0;
      if (!isNew) return;
      const unsent = await unsentInvitationsOf(transaction, survivorId);
      const changes = unsent.map((invitationId) => ({ invitationId, reason }));
      await changeInvitations(transaction, 'cancelled', { changes, at });
      const data = { contactId: survivorId, reason, suppressedAt: at.toISOString() };
      publish(transaction, contracts.contactSuppressed, data, { correlationId: newId(at.getTime()) }, { time: at });
    });
  }
}
