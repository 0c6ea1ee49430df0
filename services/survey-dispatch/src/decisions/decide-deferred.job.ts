import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { DecideJourneyEvents } from './decide-journey-events.action.js';
import { holdDueDeferred } from './deferred-asks.query.js';

/** Decides deferred asks anew whose time has come, in the order of their programs' priority. */
@Injectable()
export class DecideDeferred implements Job {
  readonly name = 'decide-deferred';
  readonly everyMs = 1_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
  ) {}

  run(): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const due = await holdDueDeferred(transaction, this.clock.now());
      return due.length > 0 && (await this.journeyEvents.decideAgain(transaction, due)) > 0;
    });
  }
}
