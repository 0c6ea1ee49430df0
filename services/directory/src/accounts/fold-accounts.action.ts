import { contracts, type DataOf } from '#contracts';
import { publish } from '#messaging';
import { foldUpserts, type Kind } from '../upserts/fold-upserts.action.js';
import { type AccountState, accountProblem, newAccount, toAccountSnapshot } from './account.rules.js';

/** A partial upsert of an account from anywhere; null, which no event holds, clears a field. */
export type AccountUpsert = {
  readonly [K in keyof DataOf<typeof contracts.accountUpserted>]: K extends 'accountId'
    ? string
    : K extends 'attributes'
      ? Record<string, unknown> | undefined
      : DataOf<typeof contracts.accountUpserted>[K] | null;
};

/** How accounts are kept and published. */
export const accountKind: Kind<AccountState, AccountUpsert> = {
  subject: 'account',
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
};

/** Folds partial upserts into accounts, by one set of rules wherever they are from. */
export const foldAccounts = foldUpserts(accountKind);
