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
 * ends: two who ask people of one account do so one after the other.
 * @returns when there is room again for each who was refused, in epoch milliseconds
 */
export async function holdAccountBudget<A extends PersonOfAccount>(
  transaction: Transaction,
  cap: NonNullable<BudgetPolicy['account']>,
  asks: readonly A[],
): Promise<Map<A, number>> {
  const refused = new Map<A, number>();
  if (asks.length === 0) return refused;
  const accountIds = [...new Set(asks.map(({ accountId }) => accountId))].sort();
  await transaction.query(
    `INSERT INTO account_budget AS b (account_id) SELECT unnest($1::text[])
     ON CONFLICT (account_id) DO UPDATE SET changes = b.changes + 1`,
    [accountIds],
  );
  const made = await readAsks(transaction, accountIds, asks, cap.days * DAY_MS);
  for (const ask of asks) {
    const ofAccount = made.get(ask.accountId) ?? [];
    const people = ask.scope === 'relationship' ? cap.people : cap.people - cap.reserved;
    const releaseAt = accountRelease(ofAccount, ask, people, cap.days * DAY_MS);
    if (releaseAt !== undefined) refused.set(ask, releaseAt);
    else made.set(ask.accountId, [...ofAccount, ask]);
  }
  return refused;
}

async function readAsks(
  transaction: Transaction,
  accountIds: readonly string[],
  asks: readonly PersonOfAccount[],
  periodMs: number,
): Promise<Map<string, readonly AccountAsk[]>> {
  const times = asks.map(({ at }) => at);
  const rows = await transaction.query<AccountAsk & { accountId: string }>(
    `SELECT account_id AS "accountId", contact_id AS "contactId", (extract(epoch FROM asked_at) * 1000)::float8 AS at
     FROM account_asks WHERE account_id = ANY ($1::text[]) AND asked_at > $2 AND asked_at < $3`,
    [
      accountIds,
      new Date(Math.min(...times) - periodMs).toISOString(),
      new Date(Math.max(...times) + periodMs).toISOString(),
    ],
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
