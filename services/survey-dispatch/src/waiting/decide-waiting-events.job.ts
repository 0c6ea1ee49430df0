import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import { takeWaitingInVain, takeWaitingSince } from './waiting-events.query.js';

const HOUR_MS = 3_600_000;
/** Longer than any transaction lasts: contacts that arrived while their event began to wait are found within it. */
const CROSSING_MS = 10 * 60_000;

/**
 * Decides events that waited for their contact long enough. It also finds those whose contact arrived in the very moment
 * in which they began to wait, when neither transaction could see the other.
 */
@Injectable()
export class DecideWaitingEvents implements Job {
  readonly name = 'decide-waiting-events';
  readonly everyMs = 1_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  async run(): Promise<boolean> {
    const now = this.clock.now().getTime();
    const longAgo = new Date(now - this.config.unknownContactWaitHours * HOUR_MS);
    const waited = await this.transactions.run(async (transaction) => {
      const events = await takeWaitingSince(transaction, longAgo);
      if (events.length > 0) await this.journeyEvents.decide(transaction, events, false);
      return events.length;
    });
    const crossed = await this.transactions.run(async (transaction) => {
      const events = await takeWaitingInVain(transaction, new Date(now - CROSSING_MS));
      if (events.length > 0) await this.journeyEvents.decide(transaction, events, true);
      return events.length;
    });
    return waited + crossed > 0;
  }
}
