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

/** What is wrong with an upsert beyond its form, or nothing. */
export function accountProblem(upsert: { lifecycle?: string; renewalDate?: string; arr?: number }) {
  if (upsert.lifecycle !== undefined && !['active', 'churned'].includes(upsert.lifecycle)) {
    return { field: 'lifecycle', reason: 'lifecycle must be active or churned' };
  }
  if (upsert.renewalDate !== undefined && !isDate(upsert.renewalDate)) {
    return { field: 'renewalDate', reason: 'renewalDate must be a date, YYYY-MM-DD' };
  }
  if (upsert.arr !== undefined && upsert.arr < 0) return { field: 'arr', reason: 'arr must not be negative' };
  return undefined;
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
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
