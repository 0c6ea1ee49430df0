import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import { settleResponses } from './settle-responses.query.js';

const AT_ONCE = 5_000;

/** Confirms provisional responses once the respondent has had the time to go on. */
@Injectable()
export class SettleProvisional implements Job {
  readonly name = 'settle-provisional';
  readonly everyMs = 5_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  async run(): Promise<boolean> {
    const since = new Date(this.clock.now().getTime() - this.config.settleAfterSeconds * 1_000);
    const settled = await this.transactions.run((transaction) => settleResponses(transaction, since, AT_ONCE));
    return settled === AT_ONCE;
  }
}
