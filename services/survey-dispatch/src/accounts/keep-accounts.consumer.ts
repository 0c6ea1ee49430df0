import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, keepSnapshots } from '#messaging';
import { forgetOldDates } from '../programs/forget-old-dates.action.js';
import { accountsToMove } from '../programs/moved-dates.query.js';

type AccountSnapshot = DataOf<typeof contracts.accountSnapshot>;

const accounts = keepSnapshots<AccountSnapshot>({
  name: 'keep-accounts',
  contract: contracts.accountSnapshot,
  table: 'accounts',
  key: 'account_id',
  columns: {
    name: ['text', (account) => account.name],
    arr: ['double precision', (account) => account.arr],
    segment: ['text', (account) => account.segment],
    region: ['text', (account) => account.region],
    renewal_date: ['date', (account) => account.renewalDate],
    owner_csm: ['text', (account) => account.ownerCsm],
    attributes: ['jsonb', (account) => account.attributes],
    lifecycle: ['text', (account) => account.lifecycle],
  },
});

/**
 * Keeps of accounts what they are called, whether they are customers still, and what audiences and dates look at; what waits
 * for a renewal date that moved is taken back.
 */
@Injectable()
export class KeepAccounts implements EventConsumer<AccountSnapshot> {
  readonly name = accounts.name;
  readonly contracts = accounts.contracts;

  constructor(private readonly clock: Clock) {}

  async handle(
    events: readonly IncomingEvent<AccountSnapshot>[],
    transaction: ConsumeTransaction<AccountSnapshot>,
  ): Promise<void> {
    const told = events.map(({ data: { accountId, renewalDate } }) => ({ accountId, renewalDate }));
    const moving = await accountsToMove(transaction, told);
    await accounts.handle(events, transaction);
    await forgetOldDates(transaction, moving, this.clock.now());
  }
}
