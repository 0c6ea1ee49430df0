import { Injectable } from '@nestjs/common';
import { type Cause, Clock, type ErasedCount, forgetContacts, type Transaction } from '#messaging';
import { blockContacts } from '../budget/count-contacting.query.js';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { blankRecords, holdDeferredOf, invitationsOf, readNames, takeWaitingFor } from './erased-records.query.js';

/** Removes or blanks what is kept of contacts; that they were asked stays, as do the decisions. */
@Injectable()
export class EraseContacts {
  constructor(
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Erases contacts; doing it again finds what came since. What was to be asked is suppressed, what was asked is taken back.
   * @param causes by contact id
   * @returns what was removed or blanked
   */
  async erase(
    transaction: Transaction,
    contactIds: readonly string[],
    causes: ReadonlyMap<string, Cause>,
  ): Promise<ErasedCount[]> {
    const forgotten = await this.forgetFailed(transaction, contactIds);
    await blockContacts(transaction, contactIds, 'erased');
    const deferred = await holdDeferredOf(transaction, contactIds);
    if (deferred.length > 0) await this.journeyEvents.decideAgain(transaction, deferred);
    const waiting = await takeWaitingFor(transaction, contactIds);
    if (waiting.length > 0) await this.journeyEvents.decide(transaction, waiting, false);
    const blanked = await blankRecords(transaction, contactIds);
    const invitations = await invitationsOf(transaction, contactIds);
    const cancelled = await changeInvitations(transaction, 'cancelled', {
      changes: invitations.map(({ invitationId }) => ({ invitationId, reason: 'erased' })),
      at: this.clock.now(),
      causes: new Map(
        invitations.flatMap(({ invitationId, contactId }) => {
          const cause = causes.get(contactId);
          return cause ? [[invitationId, cause] as const] : [];
        }),
      ),
    });
    const ids = (events: readonly { readonly data: { readonly contactId: string } }[]) =>
      events.map(({ data }) => data.contactId);
    return [
      ...blanked,
      ...forgotten,
      ...countOf('deferredAsks', ids(deferred)),
      ...countOf('waitingEvents', ids(waiting)),
      ...countOf(
        'openInvitations',
        cancelled.map(({ contactId }) => contactId),
      ),
    ];
  }

  /** What failed and is kept to be tried again; whoever writes about one of them right now is waited for. */
  private async forgetFailed(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
    const names = await readNames(transaction, contactIds);
    return forgetContacts(transaction, contactIds, names);
  }
}

function countOf(kind: string, contactIds: readonly string[]): ErasedCount[] {
  const groups = Map.groupBy(contactIds, (contactId) => contactId);
  return [...groups].map(([contactId, { length }]) => ({ contactId, kind, count: length }));
}
