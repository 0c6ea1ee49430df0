import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  contactIdOfEmail,
  type EventConsumer,
  forgetContacts,
  type IncomingEvent,
  publish,
  recordsOf,
} from '#messaging';
import { addressesOf, forgetPeople } from '../contacts/forgotten-people.query.js';
import { eraseFeedback } from '../feedback/erase-feedback.action.js';
import { forgetImports, forgetStaged } from '../response-imports/forgotten-imports.query.js';
import { blankResponses } from './erased-responses.query.js';

type ContactErased = DataOf<typeof contracts.contactErased>;

/** Takes out what erased contacts wrote, in responses and elsewhere, and says what that came to; their scores stay as they are. */
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
    const addresses = await addressesOf(transaction, contactIds);
    const emails = [...addresses.values()].flat();
    // Nor does a file bring somebody back who is known by the address alone.
    const ids = [...new Set([...contactIds, ...emails.map(contactIdOfEmail)])].sort();
    const causes = new Map(events.map((event) => [event.key, event]));
    const counts = [
      ...(await forgetContacts(transaction, ids, addresses)),
      ...(await forgetImports(transaction, ids)),
      ...(await forgetPeople(transaction, contactIds)),
      ...(await blankResponses(transaction, contactIds)),
      ...(await eraseFeedback(transaction, causes, now)),
    ];
    await forgetStaged(transaction, contactIds, emails);
    for (const event of events) {
      const { contactId, erasureId } = event.data;
      const records = recordsOf(counts, contactId);
      const done = { contactId, erasureId, records, completedAt: now.toISOString() };
      publish(transaction, contracts.erasedInResponseIntake, done, event, { time: now });
    }
  }
}
