import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, publish, recordsOf } from '#messaging';
import { EraseContacts } from './erase-contacts.action.js';

type ContactErased = DataOf<typeof contracts.contactErased>;

/** Erases contacts here, and says what that came to. */
@Injectable()
export class EraseWhenContactErased implements EventConsumer<ContactErased> {
  readonly name = 'erase-when-contact-erased';
  readonly contracts = [contracts.contactErased];

  constructor(
    private readonly erasing: EraseContacts,
    private readonly clock: Clock,
  ) {}

  async handle(
    events: readonly IncomingEvent<ContactErased>[],
    transaction: ConsumeTransaction<ContactErased>,
  ): Promise<void> {
    const now = this.clock.now();
    const byContact = new Map(events.map((event) => [event.key, event]));
    const contactIds = [...byContact.keys()].sort();
    const counts = await this.erasing.erase(transaction, contactIds, byContact);
    for (const event of events) {
      const { contactId, erasureId } = event.data;
      const records = recordsOf(counts, contactId);
      const done = { contactId, erasureId, records, completedAt: now.toISOString() };
      publish(transaction, contracts.erasedInSurveyDispatch, done, event, { time: now });
    }
  }
}
