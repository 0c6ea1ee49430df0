import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, keepSnapshots } from '#messaging';
import { callWaitingFor } from '../waiting/waiting-events.query.js';

type ContactSnapshot = DataOf<typeof contracts.contactSnapshot>;

const contacts = keepSnapshots<ContactSnapshot>({
  name: 'keep-contacts',
  contract: contracts.contactSnapshot,
  table: 'contacts',
  key: 'contact_id',
  columns: {
    account_id: ['text', (contact) => contact.accountId],
    email: ['text', (contact) => contact.email],
    name: ['text', (contact) => contact.name],
    locale: ['text', (contact) => contact.locale],
    time_zone: ['text', (contact) => contact.timeZone],
    role: ['text', (contact) => contact.role],
    attributes: ['jsonb', (contact) => contact.attributes],
    email_consent: ['boolean', (contact) => contact.emailConsent],
  },
});

/** Keeps contacts, and has the journey events that wait for them decided at the job's next look. */
@Injectable()
export class DecideWaitingWhenContactSnapshot implements EventConsumer<ContactSnapshot> {
  readonly name = 'decide-waiting-when-contact-snapshot';
  readonly contracts = contacts.contracts;

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<ContactSnapshot>[],
    transaction: ConsumeTransaction<ContactSnapshot>,
  ): Promise<void> {
    await contacts.handle(events, transaction);
    await callWaitingFor(transaction, [...new Set(events.map(({ key }) => key))], this.clock.now());
  }
}
