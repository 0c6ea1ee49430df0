import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';

const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const BATCH = 10_000;

/** Forgets idempotency keys after a week: nobody sends a request again later than that. */
@Injectable()
export class ForgetIdempotencyKeys implements Job {
  readonly name = 'forget-idempotency-keys';
  readonly everyMs = 60 * 60 * 1000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<boolean> {
    const forgotten = await this.transactions.run((transaction) =>
      transaction.query(
        `DELETE FROM idempotency_keys WHERE (caller, key) IN (
           SELECT caller, key FROM idempotency_keys WHERE created_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING 1`,
        [new Date(this.clock.now().getTime() - KEPT_MS), BATCH],
      ),
    );
    return forgotten.length === BATCH;
  }
}
