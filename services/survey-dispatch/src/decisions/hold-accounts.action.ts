import type { Transaction } from '#messaging';
import { holdAccountBudget, type PersonOfAccount } from '../budget/account-budget.query.js';
import { deferOrSuppress, scopeOf } from './budget-verdict.rules.js';
import type { Decision, Facts } from './decide.rules.js';
import { accountOf } from './made-decision.rules.js';

/** Applies the accounts' caps to what is to be asked, the first priority first; who has no account has no cap. */
export async function holdAccounts(
  transaction: Transaction,
  wished: readonly Decision[],
  facts: Facts,
): Promise<readonly Decision[]> {
  const people = peopleOf(wished);
  people.sort((a, b) => a.decision.program!.priority - b.decision.program!.priority);
  const refused = await holdAccountBudget(transaction, facts.policy.account!, people);
  const releases = new Map([...refused].map(([person, releaseAt]) => [person.decision, releaseAt]));
  return wished.map((decision) => {
    const releaseAt = releases.get(decision);
    if (releaseAt === undefined) return decision;
    const { event, program, contact, deferral } = decision;
    return deferOrSuppress({ event, program, contact, deferral }, { reason: 'account_cap', releaseAt }, facts.now);
  });
}

/** Whom of which account decisions ask. */
export function peopleOf(decisions: readonly Decision[]): (PersonOfAccount & { readonly decision: Decision })[] {
  return decisions.flatMap((decision) => {
    const accountId = accountOf(decision);
    if (decision.outcome !== 'asked' || !accountId) return [];
    const contactId = decision.event.data.contactId;
    return [{ decision, accountId, contactId, at: decision.dueAt!, scope: scopeOf(decision.program!) }];
  });
}
