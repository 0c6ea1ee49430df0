import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { deleteDryRuns } from './dry-runs.query.js';

const DAY_MS = 86_400_000;

/** Removes dry runs that were over long ago, with their reports. */
@Injectable()
export class ForgetDryRuns implements Job {
  readonly name = 'forget-dry-runs';
  readonly everyMs = 600_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  async run(): Promise<boolean> {
    const before = new Date(this.clock.now().getTime() - this.config.dryRunRetentionDays * DAY_MS);
    return (await this.transactions.run((transaction) => deleteDryRuns(transaction, before))) > 0;
  }
}
