import type { BudgetPolicy } from '../budget/budget-policy.rules.js';
import { type AccountAsk, accountRelease } from '../budget/contact-budget.rules.js';
import { deferOrSuppress, scopeOf } from '../decisions/budget-verdict.rules.js';
import type { Decision } from '../decisions/decide.rules.js';

const DAY_MS = 86_400_000;

/** Who of an account was, or is to be, asked, and when; by account. */
export type AsksOfAccounts = Map<string, AccountAsk[]>;

/** The account that an ask counts for: the event's, or else the contact's own. */
const accountOf = ({ event, contact }: Decision) => event.data.accountId || contact?.accountId || undefined;

/**
 * Applies the accounts' caps to decisions that are made at one moment, as the dispatcher does to a chunk: the first
 * priority first. What is granted is added to the asks, and what no period can hold any more is dropped from them.
 * @param now epoch milliseconds
 */
export function capAccounts(
  wished: readonly Decision[],
  cap: NonNullable<BudgetPolicy['account']>,
  asks: AsksOfAccounts,
  now: number,
): readonly Decision[] {
  const asked = wished.filter((decision) => decision.outcome === 'asked' && accountOf(decision));
  if (asked.length === 0) return wished;
  asked.sort((a, b) => a.program!.priority - b.program!.priority);
  const periodMs = cap.days * DAY_MS;
  const releases = new Map<Decision, number>();
  for (const decision of asked) {
    const accountId = accountOf(decision)!;
    const made = (asks.get(accountId) ?? []).filter(({ at }) => at > now - periodMs);
    const ask = { contactId: decision.event.data.contactId, at: decision.dueAt! };
    const people = scopeOf(decision.program!) === 'relationship' ? cap.people : cap.people - cap.reserved;
    // Fewer asks than people leave room without being looked at.
    const releaseAt = made.length < people ? undefined : accountRelease(made, ask, people, periodMs);
    if (releaseAt === undefined) made.push(ask);
    else releases.set(decision, releaseAt);
    asks.set(accountId, made);
  }
  if (releases.size === 0) return wished;
  return wished.map((decision) => {
    const releaseAt = releases.get(decision);
    if (releaseAt === undefined) return decision;
    const { event, program, contact, deferral } = decision;
    return deferOrSuppress({ event, program, contact, deferral }, { reason: 'account_cap', releaseAt }, now);
  });
}
