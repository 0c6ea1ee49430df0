import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Logger, Transactions } from '#messaging';
import { type Job, LOGGER } from '#service-kit';
import { AnnounceErasuresAgain } from './announce-erasures-again.action.js';
import { OVERDUE_AFTER_MS } from './erasure.rules.js';

/** Tells the operator of erasures that a service does not answer, and has the topic of contacts compacted behind the others. */
@Injectable()
export class WatchErasures implements Job {
  readonly name = 'watch-erasures';
  readonly everyMs = 60_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly announceAgain: AnnounceErasuresAgain,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(): Promise<boolean> {
    const now = this.clock.now();
    const overdue = await this.transactions.run((transaction) =>
      transaction.query<{ erasureId: string }>(
        `UPDATE erasures SET overdue_at = $1 WHERE completed_at IS NULL AND overdue_at IS NULL AND erased_at < $2
         RETURNING erasure_id AS "erasureId"`,
        [now.toISOString(), new Date(now.getTime() - OVERDUE_AFTER_MS).toISOString()],
      ),
    );
    for (const { erasureId } of overdue)
      this.logger.error({ erasureId }, 'an erasure is overdue: its receipt names the services that did not answer');
    return this.announceAgain.run();
  }
}
