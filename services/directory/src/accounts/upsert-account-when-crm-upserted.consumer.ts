import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, publish } from '#messaging';
import { foldUpserts } from '../upserts/fold-upserts.action.js';
import { type AccountState, accountProblem, newAccount, toAccountSnapshot } from './account.rules.js';

type Upsert = DataOf<typeof contracts.accountUpserted>;

const fold = foldUpserts<AccountState, Upsert>({
  table: 'accounts',
  columns: {
    account_id: ['text', (it) => it.accountId],
    version: ['int', (it) => it.version],
    name: ['text', (it) => it.name],
    arr: ['double precision', (it) => it.arr],
    segment: ['text', (it) => it.segment],
    region: ['text', (it) => it.region],
    renewal_date: ['date', (it) => it.renewalDate],
    owner_csm: ['text', (it) => it.ownerCsm],
    lifecycle: ['text', (it) => it.lifecycle],
    attributes: ['jsonb', (it) => it.attributes],
    updated_at: ['timestamptz', (it) => it.updatedAt],
  },
  idOf: ({ accountId }) => accountId,
  empty: newAccount,
  problem: accountProblem,
  announce: (transaction, account, cause) =>
    publish(transaction, contracts.accountSnapshot, toAccountSnapshot(account), cause),
});

/** Folds the CRM's partial upserts into accounts and publishes each changed account whole, once per chunk. */
@Injectable()
export class UpsertAccountWhenCrmUpserted implements EventConsumer<Upsert> {
  readonly name = 'upsert-account-when-crm-upserted';
  readonly contracts = [contracts.accountUpserted];

  constructor(private readonly clock: Clock) {}

  handle(events: readonly IncomingEvent<Upsert>[], transaction: ConsumeTransaction<Upsert>): Promise<void> {
    return fold(events, transaction, this.clock.now());
  }
}
