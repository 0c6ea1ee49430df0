import { contracts } from '#contracts';
import { keepSnapshots } from '#messaging';

/** Keeps of accounts what they are called, whether they are customers still, and what audiences and dates look at. */
export const keepAccounts = keepSnapshots({
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
