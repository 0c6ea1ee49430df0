import type { Transaction } from '#messaging';
import type { BudgetPolicy } from './budget-policy.rules.js';
import { type AccountAsk, accountRelease, type Scope } from './contact-budget.rules.js';

const DAY_MS = 86_400_000;

/** Somebody of an account whom a program wants to ask. */
export interface PersonOfAccount extends AccountAsk {
  readonly accountId: string;
  readonly scope: Scope;
}

/**
 * Finds out for whom the accounts' caps leave no room, in the given order, and holds the accounts until the transaction
 * ends: two who ask people of one account do so one after the other. An account whose count leaves room for all is not
 * looked at further.
 * @returns when there is room again for each who was refused, in epoch milliseconds
 */
export async function holdAccountBudget<A extends PersonOfAccount>(
  transaction: Transaction,
  cap: NonNullable<BudgetPolicy['account']>,
  asks: readonly A[],
): Promise<Map<A, number>> {
  const refused = new Map<A, number>();
  if (asks.length === 0) return refused;
  const periodMs = cap.days * DAY_MS;
  const ofAccounts = Map.groupBy(asks, ({ accountId }) => accountId);
  const since = Math.min(...asks.map(({ at }) => at)) - periodMs;
  const full = (await countWished(transaction, ofAccounts)).filter(
    ({ counted, countedSince }) => countedSince === null || countedSince > since || counted > cap.people - cap.reserved,
  );
  if (full.length === 0) return refused;
  const accountIds = full.map(({ accountId }) => accountId);
  const made = await readAsks(transaction, accountIds, since);
  await recount(
    transaction,
    since,
    full.map(({ accountId }) => ({
      accountId,
      counted: (made.get(accountId)?.length ?? 0) + ofAccounts.get(accountId)!.length,
    })),
  );
  const isFull = new Set(accountIds);
  for (const ask of asks) {
    if (!isFull.has(ask.accountId)) continue;
    const ofAccount = made.get(ask.accountId) ?? [];
    const people = ask.scope === 'relationship' ? cap.people : cap.people - cap.reserved;
    const releaseAt = accountRelease(ofAccount, ask, people, periodMs);
    if (releaseAt !== undefined) refused.set(ask, releaseAt);
    else made.set(ask.accountId, [...ofAccount, ask]);
  }
  return refused;
}

/** How many asks an account had since a moment at the most, those that are wished now among them. */
interface Counted {
  readonly accountId: string;
  readonly counted: number;
  /** Epoch milliseconds; null where nobody knows. */
  readonly countedSince: number | null;
}

/** Holds the accounts, in the order of their ids, and counts what is wished now. */
function countWished(
  transaction: Transaction,
  ofAccounts: ReadonlyMap<string, readonly PersonOfAccount[]>,
): Promise<Counted[]> {
  const accountIds = [...ofAccounts.keys()].sort();
  return transaction.query<Counted>(
    `INSERT INTO account_budget AS b (account_id, counted) SELECT unnest($1::text[]), unnest($2::int[])
     ON CONFLICT (account_id) DO UPDATE SET changes = b.changes + 1, counted = b.counted + excluded.counted
     RETURNING account_id AS "accountId", counted, date_part('epoch', counted_since) * 1000 AS "countedSince"`,
    [accountIds, accountIds.map((accountId) => ofAccounts.get(accountId)!.length)],
  );
}

/** Has the counts begin anew; the accounts are held. */
async function recount(
  transaction: Transaction,
  since: number,
  accounts: readonly { accountId: string; counted: number }[],
): Promise<void> {
  await transaction.query(
    `UPDATE account_budget b SET counted = n.counted, counted_since = $3
     FROM (SELECT unnest($1::text[]) AS account_id, unnest($2::int[]) AS counted) n WHERE b.account_id = n.account_id`,
    [accounts.map(({ accountId }) => accountId), accounts.map(({ counted }) => counted), new Date(since).toISOString()],
  );
}

/** All asks since a moment, by account. */
async function readAsks(
  transaction: Transaction,
  accountIds: readonly string[],
  since: number,
): Promise<Map<string, readonly AccountAsk[]>> {
  const rows = await transaction.query<AccountAsk & { accountId: string }>(
    `SELECT account_id AS "accountId", contact_id AS "contactId", date_part('epoch', asked_at) * 1000 AS at
     FROM account_asks WHERE account_id = ANY ($1::text[]) AND asked_at > $2`,
    [accountIds, new Date(since).toISOString()],
  );
  return Map.groupBy(rows, ({ accountId }) => accountId);
}

/** Keeps who of which account was asked. */
export async function keepAccountAsks(transaction: Transaction, asks: readonly PersonOfAccount[]): Promise<void> {
  if (asks.length === 0) return;
  await transaction.query(
    `INSERT INTO account_asks (account_id, asked_at, contact_id)
     SELECT unnest($1::text[]), unnest($2::timestamptz[]), unnest($3::text[]) ON CONFLICT DO NOTHING`,
    [
      asks.map(({ accountId }) => accountId),
      asks.map(({ at }) => new Date(at).toISOString()),
      asks.map(({ contactId }) => contactId),
    ],
  );
}
