import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import {
  Clock,
  type ConsumeTransaction,
  type EventConsumer,
  type IncomingEvent,
  keepSnapshots,
  survivorsAmong,
} from '#messaging';
import { MergeContacts } from '../merges/merge-contacts.action.js';
import { blockByAddress } from '../opt-outs/block-imported.action.js';
import { askReaddressed } from '../opt-outs/readdressed-contacts.query.js';
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
    phone: ['text', (contact) => contact.phone],
    // Older snapshots say nothing of them: text messages need consent, being shown inside the product does not.
    sms_consent: ['boolean', (contact) => contact.smsConsent ?? false],
    in_app_consent: ['boolean', (contact) => contact.inAppConsent ?? true],
  },
});

/** Keeps contacts who go on under their id, and has the journey events that wait for them decided at the job's next look. */
@Injectable()
export class DecideWaitingWhenContactSnapshot implements EventConsumer<ContactSnapshot> {
  readonly name = 'decide-waiting-when-contact-snapshot';
  readonly contracts = contacts.contracts;

  constructor(
    private readonly clock: Clock,
    private readonly merging: MergeContacts,
  ) {}

  async handle(
    events: readonly IncomingEvent<ContactSnapshot>[],
    transaction: ConsumeTransaction<ContactSnapshot>,
  ): Promise<void> {
    const merged = events.filter(({ data }) => data.mergedInto !== undefined);
    if (merged.length > 0) {
      const merges = merged.map(({ key: id, data }) => ({ id, survivorId: data.mergedInto! }));
      await this.merging.merge(transaction, merges, new Map(merged.map((event) => [event.key, event])));
    }
    // Nor are those kept that say how a contact was before it was merged.
    const survivors = await survivorsAmong(
      transaction,
      'contact',
      events.map(({ key }) => key),
    );
    const own = events.filter(({ key }) => !survivors.has(key));
    if (own.length === 0) return;
    await contacts.handle(own, transaction);
    const contactIds = [...new Set(own.map(({ key }) => key))];
    await askReaddressed(transaction, contactIds);
    await blockByAddress(transaction, own, this.clock.now());
    await callWaitingFor(transaction, contactIds, this.clock.now());
  }
}
