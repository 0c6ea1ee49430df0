import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import { takeWaitingFor } from '../erasures/erased-records.query.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { endDeferredOf, unsentInvitationsOf } from './unsent-asks.query.js';

/** How much of what was to be asked was taken back. */
export interface Withdrawn {
  readonly invitations: number;
  readonly deferredAsks: number;
  readonly journeyEvents: number;
}

/** Takes back what a contact was going to be asked; what was sent stays as it is. */
@Injectable()
export class WithdrawUnsent {
  constructor(
    private readonly transactions: Transactions,
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
  ) {}

  /** @param reason in words; doing it again finds nothing */
  async run(contactId: string, reason: string): Promise<Withdrawn> {
    const at = this.clock.now();
    // Every journey event ends in a decision: those that waited are decided, and what they ask is taken back at once. By
    // itself, so that what accounts are asked is counted before it is given back.
    const journeyEvents = await this.transactions.run(async (transaction) => {
      const waiting = await takeWaitingFor(transaction, [contactId]);
      if (waiting.length > 0) await this.journeyEvents.decide(transaction, waiting, false);
      return waiting.length;
    });
    return this.transactions.run(async (transaction) => {
      const deferredAsks = await endDeferredOf(transaction, contactId, at);
      const unsent = await unsentInvitationsOf(transaction, contactId);
      const changes = unsent.map((invitationId) => ({ invitationId, reason }));
      const cancelled = await changeInvitations(transaction, 'cancelled', { changes, at });
      return { invitations: cancelled.length, deferredAsks, journeyEvents };
    });
  }
}
