import type { Transaction } from '#messaging';
import { holdAccountBudget, keepAccountAsks, type PersonOfAccount } from '../budget/account-budget.query.js';
import { deferOrSuppress, scopeOf } from './budget-verdict.rules.js';
import type { Decision, Facts } from './decide.rules.js';
import { accountOf, type MadeDecision } from './made-decision.rules.js';

interface Held {
  readonly decisions: readonly Decision[];
  /** Keeps which of them were asked in the end; absent where accounts have no cap. */
  readonly keepAsks?: (asked: readonly MadeDecision[]) => Promise<void>;
}

/** Applies the accounts' caps to what is to be asked, the first priority first; who has no account has no cap. */
export async function holdAccounts(transaction: Transaction, wished: readonly Decision[], facts: Facts): Promise<Held> {
  const cap = facts.policy.account;
  if (!cap) return { decisions: wished };
  const people = wished.flatMap((decision) => personOf(decision) ?? []);
  people.sort((a, b) => a.decision.program!.priority - b.decision.program!.priority);
  const refused = await holdAccountBudget(transaction, cap, people);
  const releases = new Map([...refused].map(([person, releaseAt]) => [person.decision, releaseAt]));
  const decisions = wished.map((decision) => {
    const releaseAt = releases.get(decision);
    if (releaseAt === undefined) return decision;
    const { event, program, contact, deferral } = decision;
    return deferOrSuppress({ event, program, contact, deferral }, { reason: 'account_cap', releaseAt }, facts.now);
  });
  const keepAsks = (asked: readonly MadeDecision[]) =>
    keepAccountAsks(
      transaction,
      asked.flatMap((decision) => personOf(decision) ?? []),
    );
  return { decisions, keepAsks };
}

function personOf(decision: Decision): (PersonOfAccount & { decision: Decision }) | undefined {
  const accountId = accountOf(decision);
  if (decision.outcome !== 'asked' || !accountId) return undefined;
  const contactId = decision.event.data.contactId;
  return { decision, accountId, contactId, at: decision.dueAt!, scope: scopeOf(decision.program!) };
}
