import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  forgetContacts,
  type IncomingEvent,
  publish,
  recordsOf,
} from '#messaging';
import { blankInsights } from './erased-insights.query.js';

type ContactErased = DataOf<typeof contracts.contactErased>;

/** Takes the words of erased contacts out of their insights, and says what that came to; themes stay counted. */
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
      ...(await forgetContacts(transaction, contactIds)),
      ...(await blankInsights(transaction, contactIds)),
    ];
    for (const event of events) {
      const { contactId, erasureId } = event.data;
      const records = recordsOf(counts, contactId);
      const done = { contactId, erasureId, records, completedAt: now.toISOString() };
      publish(transaction, contracts.erasedInFeedbackTagging, done, event, { time: now });
    }
  }
}
