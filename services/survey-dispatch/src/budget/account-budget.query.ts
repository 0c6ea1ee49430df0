import { Reconsider, sqlStateOf, type Transaction } from '#messaging';
import type { BudgetPolicy } from './budget-policy.rules.js';
import { type AccountAsk, accountRelease, type Scope } from './contact-budget.rules.js';
import { unsent } from './unsent.query.js';

const DAY_MS = 86_400_000;
const DIVISION_BY_ZERO = '22012';

type Cap = NonNullable<BudgetPolicy['account']>;

/** Somebody of an account whom a program wants to ask. */
export interface PersonOfAccount extends AccountAsk {
  readonly accountId: string;
  readonly scope: Scope;
}

/**
 * Finds out for whom the accounts' caps leave no room, in the given order, and holds the accounts until the transaction
 * ends: two who ask people of one account do so one after the other. An account whose count leaves room for all is not
 * looked at further.
 * @param givenBack invitations among whose contacts these are, and which count no more
 * @returns when there is room again for each who was refused, in epoch milliseconds
 */
export async function holdAccountBudget<A extends PersonOfAccount>(
  transaction: Transaction,
  cap: Cap,
  asks: readonly A[],
  givenBack: readonly string[] = [],
): Promise<Map<A, number>> {
  const refused = new Map<A, number>();
  if (asks.length === 0) return refused;
  const periodMs = cap.days * DAY_MS;
  const ofAccounts = Map.groupBy(asks, ({ accountId }) => accountId);
  const since = startOf(cap, asks);
  const full = await countWished<{ accountId: string }>(
    'account_id AS "accountId"',
    transaction,
    ofAccounts,
    cap,
    since,
  );
  if (full.length === 0) return refused;
  const accountIds = full.map(({ accountId }) => accountId);
  const made = await readAsks(transaction, accountIds, since, givenBack);
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

/**
 * Counts these asks where the accounts' counts leave room for all of them, and fails otherwise. The accounts are held until
 * the transaction ends: sent as its last statement, they are held for a moment only.
 * @throws Reconsider where an account may be near its cap
 */
export async function leaveRoom(transaction: Transaction, cap: Cap, asks: readonly PersonOfAccount[]): Promise<void> {
  if (asks.length === 0) return;
  const ofAccounts = Map.groupBy(asks, ({ accountId }) => accountId);
  // Divides by nothing where there is no room: so the commit that is sent behind it keeps nothing.
  const statement = countWished('1 / (count(*) = 0)::int', transaction, ofAccounts, cap, startOf(cap, asks));
  await statement.catch((error: unknown) => {
    throw sqlStateOf(error) === DIVISION_BY_ZERO ? new Reconsider('an account may be near its cap') : error;
  });
}

/** From when on asks are counted, so that no period that holds one of these is exceeded; epoch milliseconds. */
function startOf({ days }: Cap, asks: readonly AccountAsk[]): number {
  return asks.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY) - days * DAY_MS;
}

/**
 * Holds the accounts, in the order of their ids, and counts what is wished now; who has no row was never asked before.
 * @param selected what is selected of those that may be full: their count is known for a shorter time, or leaves no room
 */
function countWished<Row>(
  selected: string,
  transaction: Transaction,
  ofAccounts: ReadonlyMap<string, readonly PersonOfAccount[]>,
  { people, reserved }: Cap,
  since: number,
): Promise<Row[]> {
  const accountIds = [...ofAccounts.keys()].sort();
  const wished = accountIds.map((accountId) => ofAccounts.get(accountId)!.length);
  return transaction.query(
    `WITH counted AS (
       INSERT INTO account_budget AS b (account_id, counted, counted_since)
       SELECT unnest($1::text[]), unnest($2::int[]), '-infinity'
       ON CONFLICT (account_id) DO UPDATE SET changes = b.changes + 1, counted = b.counted + excluded.counted
       RETURNING account_id, counted, counted_since)
     SELECT ${selected} FROM counted
     WHERE counted > $3 OR counted_since IS NULL OR counted_since > $4::timestamptz`,
    [accountIds, wished, people - reserved, new Date(since).toISOString()],
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

/**
 * All asks since a moment, by account: its invitations, but for those that were cancelled before anything of them was sent.
 * @param givenBack invitations that are about to take the budget anew
 */
async function readAsks(
  transaction: Transaction,
  accountIds: readonly string[],
  since: number,
  givenBack: readonly string[],
): Promise<Map<string, readonly AccountAsk[]>> {
  const rows = await transaction.query<AccountAsk & { accountId: string }>(
    // From the account's decisions to their invitations, one by one: however many invitations there are, and whatever is known
    // of their number, these are few.
    `SELECT d.account_id AS "accountId", i.contact_id AS "contactId", (extract(epoch FROM i.at) * 1000)::float8 AS at
     FROM decisions d CROSS JOIN LATERAL (
       SELECT i.contact_id, coalesce(i.held_due_at, i.due_at) AS at FROM invitations i
       WHERE i.invitation_id = d.decision_id AND NOT (i.state = 'cancelled' AND ${unsent('i')}) OFFSET 0) i
     WHERE d.account_id = ANY ($1::text[]) AND d.outcome = 'asked' AND i.at > $2 AND d.decision_id <> ALL ($3::uuid[])`,
    [accountIds, new Date(since).toISOString(), givenBack],
  );
  return Map.groupBy(rows, ({ accountId }) => accountId);
}
