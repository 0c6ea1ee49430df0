import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  forgetKey,
  type IncomingEvent,
  publish,
  type Transaction,
} from '#messaging';
import { blankResponses, type ErasedCount } from './erased-responses.query.js';

type ContactErased = DataOf<typeof contracts.contactErased>;

/** Takes what erased contacts wrote out of their responses, and says what that came to; their scores stay as they are. */
@Injectable()
export class EraseWhenContactErased implements EventConsumer<ContactErased> {
  readonly name = 'erase-when-contact-erased';
  readonly contracts = [contracts.contactErased];

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<ContactErased>[],
    transaction: ConsumeTransaction<ContactErased>,
  ): Promise<void> {
    const now = this.clock.now();
    const contactIds = [...new Set(events.map(({ key }) => key))].sort();
    const counts = [
      ...(await forgetFailed(transaction, contactIds)),
      ...(await blankResponses(transaction, contactIds)),
    ];
    const ofContact = Map.groupBy(counts, ({ contactId }) => contactId);
    for (const event of events) {
      const { contactId, erasureId } = event.data;
      const records = Object.fromEntries((ofContact.get(contactId) ?? []).map(({ kind, count }) => [kind, count]));
      const done = { contactId, erasureId, records, completedAt: now.toISOString() };
      publish(transaction, contracts.erasedInResponseIntake, done, event, { time: now });
    }
  }
}

/** Events that failed and are kept to be tried again; whoever records an answer right now is waited for. */
async function forgetFailed(transaction: Transaction, contactIds: readonly string[]): Promise<ErasedCount[]> {
  const counts: ErasedCount[] = [];
  for (const contactId of contactIds) {
    const { deadLetters, parkedEvents } = await forgetKey(transaction, contactId);
    const count = deadLetters + parkedEvents;
    if (count > 0) counts.push({ contactId, kind: 'failedEvents', count });
  }
  return counts;
}
