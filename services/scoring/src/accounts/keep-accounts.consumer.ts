import { contracts } from '#contracts';
import { keepSnapshots } from '#messaging';
import { segmentOf } from './segment.rules.js';

/** Keeps what scoring needs of accounts. */
export const keepAccounts = keepSnapshots({
  name: 'keep-accounts',
  contract: contracts.accountSnapshot,
  table: 'accounts',
  key: 'account_id',
  columns: {
    name: ['text', ({ name }) => name],
    arr: ['double precision', ({ arr }) => arr],
    segment: ['text', segmentOf],
  },
});
