import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { forgetKeys } from './given-events.query.js';

const KEPT_MS = 7 * 86_400_000;
const BATCH = 10_000;

/** Forgets the idempotency keys of journey events after a week: nobody sends a request again later than that. */
@Injectable()
export class ForgetGivenEvents implements Job {
  readonly name = 'forget-given-events';
  readonly everyMs = 60 * 60 * 1000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<boolean> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    const forgotten = await this.transactions.run((transaction) => forgetKeys(transaction, before, BATCH));
    return forgotten === BATCH;
  }
}
