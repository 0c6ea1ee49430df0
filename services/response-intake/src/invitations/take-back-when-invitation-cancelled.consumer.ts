import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { type ConsumeTransaction, causeColumns, type EventConsumer, type IncomingEvent, rowSet } from '#messaging';

type Cancelled = DataOf<typeof contracts.invitationCancelled>;

const CANCELLED = rowSet<IncomingEvent<Cancelled>>({
  invitation_id: ['text', ({ data }) => data.invitationId],
  contact_id: ['text', ({ data }) => data.contactId],
  taken_back_at: ['timestamptz', ({ data }) => data.changedAt],
  ...causeColumns((event) => event),
});

/** Notes invitations that were taken back: nobody begins to answer them any more, also where their scheduling comes later. */
@Injectable()
export class TakeBackWhenInvitationCancelled implements EventConsumer<Cancelled> {
  readonly name = 'take-back-when-invitation-cancelled';
  readonly contracts = [contracts.invitationCancelled];

  async handle(events: readonly IncomingEvent<Cancelled>[], transaction: ConsumeTransaction<Cancelled>): Promise<void> {
    // Once each, in the order of the ids, so that instances that share rows cannot wait for each other in a circle.
    const rows = [...new Map(events.map((event) => [event.data.invitationId, event])).values()];
    rows.sort((a, b) => (a.data.invitationId < b.data.invitationId ? -1 : 1));
    await transaction.query(
      `INSERT INTO invitations (${CANCELLED.names}, sent) SELECT *, false FROM unnest(${CANCELLED.arrays})
       ON CONFLICT (invitation_id) DO UPDATE SET taken_back_at = excluded.taken_back_at`,
      CANCELLED.values(rows),
    );
  }
}
