import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, publish } from '#messaging';
import { applyUpsert } from '../upsert.rules.js';
import { Contact } from './contact.entity.js';
import { contactProblem, newContact, toContactSnapshot } from './contact.rules.js';

type Upsert = DataOf<typeof contracts.contactUpserted>;

/** Folds the CRM's partial upserts into contacts and publishes each changed contact whole, once per chunk. */
@Injectable()
export class UpsertContactWhenCrmUpserted implements EventConsumer<Upsert> {
  readonly name = 'upsert-contact-when-crm-upserted';
  readonly contracts = [contracts.contactUpserted];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Upsert>[], transaction: ConsumeTransaction<Upsert>): Promise<void> {
    const now = this.clock.now();
    const ids = [...new Set(events.map(({ data }) => data.contactId))].sort();
    const contacts = transaction.manager.getRepository(Contact);
    const present = await contacts.find({ where: { contactId: In(ids) }, lock: { mode: 'pessimistic_write' } });
    const known = new Map(present.map((row) => [row.contactId, row]));
    const changed = new Map<string, { contact: Contact; cause: IncomingEvent<Upsert> }>();
    for (const event of events) {
      const problem = contactProblem(event.data);
      if (problem) {
        transaction.reject(event, problem.reason, problem.field);
        continue;
      }
      const before = known.get(event.data.contactId) ?? newContact(event.data.contactId, now);
      const contact = applyUpsert(before, event.data, now);
      known.set(contact.contactId, contact);
      if (contact !== before) changed.set(contact.contactId, { contact, cause: event });
    }
    const rows: object[] = [...changed.values()].map(({ contact }) => contact);
    await contacts.upsert(rows, ['contactId']);
    for (const { contact, cause } of changed.values()) {
      publish(transaction, contracts.contactSnapshot, toContactSnapshot(contact), cause);
    }
  }
}
