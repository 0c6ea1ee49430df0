import { contracts } from '#contracts';
import { keepSnapshots } from '#messaging';

/** Keeps what decides about owner, priority and request of each account. */
export const keepAccounts = keepSnapshots({
  name: 'keep-accounts',
  contract: contracts.accountSnapshot,
  table: 'accounts',
  key: 'account_id',
  columns: {
    name: ['text', (account) => account.name],
    arr: ['double precision', (account) => account.arr],
    segment: ['text', (account) => account.segment],
    owner_csm: ['text', (account) => account.ownerCsm],
    lifecycle: ['text', (account) => account.lifecycle],
    renewal_date: ['date', (account) => account.renewalDate],
  },
});
