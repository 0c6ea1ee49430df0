import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { DirectoryConfig } from '../config.js';
import { foldContacts } from './fold-contacts.action.js';

type Upsert = DataOf<typeof contracts.contactUpserted>;

/** Folds the CRM's partial upserts into contacts and publishes each changed contact whole, once per chunk. */
@Injectable()
export class UpsertContactWhenCrmUpserted implements EventConsumer<Upsert> {
  readonly name = 'upsert-contact-when-crm-upserted';
  readonly contracts = [contracts.contactUpserted];

  constructor(
    private readonly clock: Clock,
    private readonly config: DirectoryConfig,
  ) {}

  async handle(events: readonly IncomingEvent<Upsert>[], transaction: ConsumeTransaction<Upsert>): Promise<void> {
    await foldContacts(events, transaction, {
      now: this.clock.now(),
      origin: 'crm',
      // As a dead letter it would keep the address that was erased.
      erased: 'dropped',
      undeclared: this.config.undeclaredAttributes,
      refuse: (event, { reason, field }) => transaction.reject(event, reason, field),
    });
  }
}
