import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { InvalidRequest } from '#service-kit';
import type { BudgetedProgram } from './budget-conflicts.rules.js';
import { HeldPolicy } from './budget-policy.query.js';
import { type BudgetPolicy, policyProblems } from './budget-policy.rules.js';
import { BUDGETED_PROGRAMS } from './budgeted-programs.query.js';

/** Changes the budget's policy; other instances follow within about a second. */
@Injectable()
export class ChangeBudgetPolicy {
  constructor(
    private readonly transactions: Transactions,
    private readonly heldPolicy: HeldPolicy,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest naming each field that contradicts another, or an active program */
  async change(policy: BudgetPolicy): Promise<BudgetPolicy> {
    const now = this.clock.now();
    await this.transactions.run(async (transaction) => {
      const programs = await transaction.query<BudgetedProgram>(BUDGETED_PROGRAMS);
      const problems = policyProblems(policy, programs);
      const told = problems.map(({ field, reason }) => `${field} ${reason}`).join('; ');
      if (problems.length > 0) throw new InvalidRequest(told, problems);
      await transaction.query(
        `INSERT INTO budget_policy (policy, changed_at) VALUES ($1, $2)
         ON CONFLICT (only_one) DO UPDATE SET policy = excluded.policy, changed_at = excluded.changed_at`,
        [JSON.stringify(policy), now.toISOString()],
      );
      // What was counted was counted for another period, or while there was no cap not at all.
      await transaction.query('UPDATE account_budget SET counted_since = NULL');
      // Whoever has no row counts as never asked.
      if (policy.account)
        await transaction.query(
          `INSERT INTO account_budget (account_id)
           SELECT DISTINCT account_id FROM decisions WHERE outcome = 'asked' AND account_id IS NOT NULL ORDER BY account_id
           ON CONFLICT DO NOTHING`,
        );
    });
    this.heldPolicy.forget();
    return policy;
  }
}
