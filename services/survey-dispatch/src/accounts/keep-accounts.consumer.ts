import { contracts } from '#contracts';
import { keepSnapshots } from '#messaging';

/** Keeps of accounts what dispatch may need: what they are called and whether they are customers still. */
export const keepAccounts = keepSnapshots({
  name: 'keep-accounts',
  contract: contracts.accountSnapshot,
  table: 'accounts',
  key: 'account_id',
  columns: {
    name: ['text', (account) => account.name],
    lifecycle: ['text', (account) => account.lifecycle],
  },
});
