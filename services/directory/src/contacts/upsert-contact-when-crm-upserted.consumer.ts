import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, publish } from '#messaging';
import { foldUpserts } from '../upserts/fold-upserts.action.js';
import { type ContactState, contactProblem, newContact, toContactSnapshot } from './contact.rules.js';

type Upsert = DataOf<typeof contracts.contactUpserted>;

const fold = foldUpserts<ContactState, Upsert>({
  table: 'contacts',
  columns: {
    contact_id: ['text', (it) => it.contactId],
    version: ['int', (it) => it.version],
    account_id: ['text', (it) => it.accountId],
    email: ['text', (it) => it.email],
    name: ['text', (it) => it.name],
    locale: ['text', (it) => it.locale],
    time_zone: ['text', (it) => it.timeZone],
    role: ['text', (it) => it.role],
    email_consent: ['boolean', (it) => it.emailConsent],
    attributes: ['jsonb', (it) => it.attributes],
    updated_at: ['timestamptz', (it) => it.updatedAt],
  },
  idOf: ({ contactId }) => contactId,
  empty: newContact,
  problem: contactProblem,
  announce: (transaction, contact, cause) =>
    publish(transaction, contracts.contactSnapshot, toContactSnapshot(contact), cause),
});

/** Folds the CRM's partial upserts into contacts and publishes each changed contact whole, once per chunk. */
@Injectable()
export class UpsertContactWhenCrmUpserted implements EventConsumer<Upsert> {
  readonly name = 'upsert-contact-when-crm-upserted';
  readonly contracts = [contracts.contactUpserted];

  constructor(private readonly clock: Clock) {}

  handle(events: readonly IncomingEvent<Upsert>[], transaction: ConsumeTransaction<Upsert>): Promise<void> {
    return fold(events, transaction, this.clock.now());
  }
}
