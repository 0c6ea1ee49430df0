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
      await transaction.query('UPDATE account_budget SET counted_since = NULL');
      // While accounts had no cap nobody kept who was asked.
      const since = new Date(now.getTime() - (policy.account?.days ?? 0) * 86_400_000);
      if (policy.account)
        await transaction.query(
          `INSERT INTO account_asks (account_id, asked_at, contact_id)
           SELECT d.account_id, i.due_at, i.contact_id FROM invitations i JOIN decisions d ON d.decision_id = i.invitation_id
           WHERE i.due_at > $1 AND d.account_id IS NOT NULL ON CONFLICT DO NOTHING`,
          [since.toISOString()],
        );
      // Whoever has no row yet counts as never asked.
      await transaction.query(
        `INSERT INTO account_budget (account_id) SELECT DISTINCT account_id FROM account_asks ORDER BY account_id
         ON CONFLICT DO NOTHING`,
      );
    });
    this.heldPolicy.forget();
    return policy;
  }
}
