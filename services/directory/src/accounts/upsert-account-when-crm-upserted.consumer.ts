import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { DirectoryConfig } from '../config.js';
import { foldAccounts } from './fold-accounts.action.js';

type Upsert = DataOf<typeof contracts.accountUpserted>;

/** Folds the CRM's partial upserts into accounts and publishes each changed account whole, once per chunk. */
@Injectable()
export class UpsertAccountWhenCrmUpserted implements EventConsumer<Upsert> {
  readonly name = 'upsert-account-when-crm-upserted';
  readonly contracts = [contracts.accountUpserted];

  constructor(
    private readonly clock: Clock,
    private readonly config: DirectoryConfig,
  ) {}

  async handle(events: readonly IncomingEvent<Upsert>[], transaction: ConsumeTransaction<Upsert>): Promise<void> {
    await foldAccounts(events, transaction, {
      now: this.clock.now(),
      origin: 'crm',
      undeclared: this.config.undeclaredAttributes,
      refuse: (event, { reason, field }) => transaction.reject(event, reason, field),
    });
  }
}
