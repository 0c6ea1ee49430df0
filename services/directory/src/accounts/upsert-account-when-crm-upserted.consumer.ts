import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent, publish } from '#messaging';
import { applyUpsert } from '../upsert.rules.js';
import { Account } from './account.entity.js';
import { accountProblem, newAccount, toAccountSnapshot } from './account.rules.js';

type Upsert = DataOf<typeof contracts.accountUpserted>;

/** Folds the CRM's partial upserts into accounts and publishes each changed account whole, once per chunk. */
@Injectable()
export class UpsertAccountWhenCrmUpserted implements EventConsumer<Upsert> {
  readonly name = 'upsert-account-when-crm-upserted';
  readonly contracts = [contracts.accountUpserted];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Upsert>[], transaction: ConsumeTransaction<Upsert>): Promise<void> {
    const now = this.clock.now();
    const ids = [...new Set(events.map(({ data }) => data.accountId))].sort();
    const accounts = transaction.manager.getRepository(Account);
    const present = await accounts.find({ where: { accountId: In(ids) }, lock: { mode: 'pessimistic_write' } });
    const known = new Map(present.map((row) => [row.accountId, row]));
    const changed = new Map<string, { account: Account; cause: IncomingEvent<Upsert> }>();
    for (const event of events) {
      const problem = accountProblem(event.data);
      if (problem) {
        transaction.reject(event, problem.reason, problem.field);
        continue;
      }
      const before = known.get(event.data.accountId) ?? newAccount(event.data.accountId, now);
      const account = applyUpsert(before, event.data, now);
      known.set(account.accountId, account);
      if (account !== before) changed.set(account.accountId, { account, cause: event });
    }
    const rows: object[] = [...changed.values()].map(({ account }) => account);
    await accounts.upsert(rows, ['accountId']);
    for (const { account, cause } of changed.values()) {
      publish(transaction, contracts.accountSnapshot, toAccountSnapshot(account), cause);
    }
  }
}
