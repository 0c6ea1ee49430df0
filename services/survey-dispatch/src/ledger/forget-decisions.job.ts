import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { longestWindow } from '../budget/budget-policy.rules.js';
import { SurveyDispatchConfig } from '../config.js';
import { forgetDecisions } from './forget-decisions.query.js';

const DAY_MS = 86_400_000;

/**
 * Removes decisions that are older than they are kept, a few at a time, so that nobody waits for it. They are kept for as long as
 * the budget's windows last at least: what was asked within them is read from the ledger.
 */
@Injectable()
export class ForgetDecisions implements Job {
  readonly name = 'forget-decisions';
  readonly everyMs = 60_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
    private readonly heldPolicy: HeldPolicy,
  ) {}

  async run(): Promise<boolean> {
    const count = await this.transactions.run(async (transaction) => {
      const days = Math.max(
        this.config.decisionRetentionDays,
        longestWindow(await this.heldPolicy.get(transaction)) + 1,
      );
      return forgetDecisions(transaction, new Date(this.clock.now().getTime() - days * DAY_MS));
    });
    return count > 0;
  }
}
