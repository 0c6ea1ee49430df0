import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';

const KEPT_MS = 12 * 60 * 60 * 1000;
const BATCH = 10_000;

/** Forgets how many answers came from which place within a day: 12 hours, and the hour until this runs. */
@Injectable()
export class ForgetPlaces implements Job {
  readonly name = 'forget-places';
  readonly everyMs = 60 * 60 * 1000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<boolean> {
    const forgotten = await this.transactions.run((transaction) =>
      transaction.query(
        `DELETE FROM open_link_places WHERE (link_id, place, begins_at) IN (
           SELECT link_id, place, begins_at FROM open_link_places WHERE begins_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING 1`,
        [new Date(this.clock.now().getTime() - KEPT_MS).toISOString(), BATCH],
      ),
    );
    return forgotten.length === BATCH;
  }
}
