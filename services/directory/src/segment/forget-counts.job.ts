import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { forgetCounts } from './message-counts.query.js';

const HOUR_MS = 3_600_000;
const KEPT_DAYS = 30;

/** Forgets what became of messages after 30 days. */
@Injectable()
export class ForgetCounts implements Job {
  readonly name = 'forget-segment-message-counts';
  readonly everyMs = HOUR_MS;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<boolean> {
    const now = this.clock.now();
    await this.transactions.run((transaction) => forgetCounts(transaction, now, KEPT_DAYS));
    return false;
  }
}
