import { isDate } from '../attributes/attribute.rules.js';
import { clearingProblem } from '../upserts/upsert.rules.js';

const LIFECYCLES: readonly string[] = ['active', 'churned'];

/** An account's whole state. */
export interface AccountState {
  accountId: string;
  version: number;
  name: string | null;
  arr: number | null;
  segment: string | null;
  region: string | null;
  renewalDate: string | null;
  ownerCsm: string | null;
  lifecycle: string;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}

/** An account of which nothing is known yet: version 0, active. */
export function newAccount(accountId: string, now: Date): AccountState {
  return {
    accountId,
    version: 0,
    name: null,
    arr: null,
    segment: null,
    region: null,
    renewalDate: null,
    ownerCsm: null,
    lifecycle: 'active',
    attributes: {},
    updatedAt: now,
  };
}

/** What is wrong with an upsert beyond its form, or nothing; null clears. */
export function accountProblem(upsert: {
  readonly lifecycle?: string | null;
  readonly renewalDate?: string | null;
  readonly arr?: number | null;
}) {
  const { lifecycle, renewalDate, arr } = upsert;
  if (lifecycle != null && !LIFECYCLES.includes(lifecycle)) {
    return { field: 'lifecycle', reason: `lifecycle must be ${LIFECYCLES.join(' or ')}` };
  }
  if (renewalDate != null && !isDate(renewalDate)) {
    return { field: 'renewalDate', reason: 'renewalDate must be a date, YYYY-MM-DD' };
  }
  if (arr != null && !(arr >= 0 && Number.isFinite(arr))) {
    return { field: 'arr', reason: 'arr must not be negative' };
  }
  return clearingProblem({ ...upsert }, ['lifecycle']);
}

/** The snapshot that is published of an account: what is not known is absent. */
export function toAccountSnapshot(account: AccountState) {
  return {
    accountId: account.accountId,
    version: account.version,
    ...(account.name !== null && { name: account.name }),
    ...(account.arr !== null && { arr: account.arr }),
    ...(account.segment !== null && { segment: account.segment }),
    ...(account.region !== null && { region: account.region }),
    ...(account.renewalDate !== null && { renewalDate: account.renewalDate }),
    ...(account.ownerCsm !== null && { ownerCsm: account.ownerCsm }),
    lifecycle: account.lifecycle,
    attributes: account.attributes,
    updatedAt: account.updatedAt.toISOString(),
  };
}

/** The last snapshot of an account that was merged away: its revenue counts for the survivor alone. */
export function toMergedAccountSnapshot(account: AccountState, mergedInto: string) {
  const { accountId, version, updatedAt, name, lifecycle } = account;
  return { ...toAccountSnapshot({ ...newAccount(accountId, updatedAt), version, name, lifecycle }), mergedInto };
}
