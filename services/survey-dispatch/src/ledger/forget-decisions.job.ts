import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { forgetDecisions } from './forget-decisions.query.js';

const DAY_MS = 86_400_000;

/** Removes decisions that are older than they are kept, a few at a time, so that nobody waits for it. */
@Injectable()
export class ForgetDecisions implements Job {
  readonly name = 'forget-decisions';
  readonly everyMs = 60_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  async run(): Promise<boolean> {
    const before = new Date(this.clock.now().getTime() - this.config.decisionRetentionDays * DAY_MS);
    return (await this.transactions.run((transaction) => forgetDecisions(transaction, before))) > 0;
  }
}
