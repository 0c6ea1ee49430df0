import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { DirectoryConfig } from '../config.js';
import { newContact } from '../contacts/contact.rules.js';
import { foldContacts } from '../contacts/fold-contacts.action.js';
import { applyUpsert } from '../upserts/upsert.rules.js';
import { completionOf } from './completion.rules.js';
import { holdContacts } from './known-contacts.action.js';

type PersonImported = DataOf<typeof contracts.personImported>;

/** Creates contacts for people of another survey tool's files who are not known, and completes those who are; nothing is overwritten. */
@Injectable()
export class CompleteContactWhenPersonImported implements EventConsumer<PersonImported> {
  readonly name = 'complete-contact-when-person-imported';
  readonly contracts = [contracts.personImported];

  constructor(
    private readonly clock: Clock,
    private readonly config: DirectoryConfig,
  ) {}

  async handle(
    events: readonly IncomingEvent<PersonImported>[],
    transaction: ConsumeTransaction<PersonImported>,
  ): Promise<void> {
    const now = this.clock.now();
    const { known, survivorOf, declarations } = await holdContacts(
      transaction,
      events.map(({ key }) => key),
    );
    const changes = events.map((event) => {
      const contactId = survivorOf(event.key);
      const before = known.get(contactId) ?? newContact(contactId, now);
      const data = completionOf(event.data, before, declarations, this.config.undeclaredAttributes);
      const { consentSource: _, ...fields } = data;
      // What an earlier event of the chunk completed is not empty any more.
      known.set(contactId, applyUpsert(before, fields, now));
      return { event, data, correlationId: event.correlationId, id: event.id, lineage: event.lineage };
    });
    await foldContacts(changes, transaction, {
      now,
      origin: 'import',
      // As a dead letter it would keep the address that was erased.
      erased: 'dropped',
      undeclared: 'kept',
      refuse: ({ event }, { reason, field }) => transaction.reject(event, reason, field),
    });
  }
}
