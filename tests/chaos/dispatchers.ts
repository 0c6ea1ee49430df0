import { DataSource } from 'typeorm';
import { isTemporary, type Transaction, Transactions, UnprocessableEvent } from '#messaging';
import { FakeClock, type Harness } from '#testing';
import { HeldPolicy } from '../../services/survey-dispatch/src/budget/budget-policy.query.js';
import { DecideJourneyEvents } from '../../services/survey-dispatch/src/decisions/decide-journey-events.action.js';
import { holdDueDeferred } from '../../services/survey-dispatch/src/decisions/deferred-asks.query.js';
import type { JourneyEvent } from '../../services/survey-dispatch/src/decisions/journey-event.rules.js';
import { SettleDecisions } from '../../services/survey-dispatch/src/decisions/settle-decisions.action.js';
import { ActivePrograms } from '../../services/survey-dispatch/src/programs/active-programs.query.js';

class Crash extends Error {}

/** A dispatcher that decides on a real database, with a clock of its own. */
export class Dispatcher {
  readonly clock: FakeClock;
  private action!: DecideJourneyEvents;

  constructor(
    private readonly transactions: Transactions,
    start: Date,
  ) {
    this.clock = new FakeClock(start);
    this.restart();
  }

  /** Forgets everything that is not in the database. */
  restart(): void {
    const config = { unknownContactWaitHours: 24, closedChannels: () => ['sms'] } as never;
    this.action = new DecideJourneyEvents(
      new ActivePrograms(),
      new HeldPolicy(),
      new SettleDecisions(),
      this.clock,
      config,
    );
  }

  /** Decides events as the consumer does; those that were decided before are refused, one by one. */
  async decide(events: readonly JourneyEvent[]): Promise<void> {
    try {
      await this.run((transaction) => this.action.decide(transaction, events, false));
    } catch (error) {
      if (!(error instanceof UnprocessableEvent)) throw error;
      if (events.length > 1) for (const event of events) await this.decide([event]);
    }
  }

  /** Decides events, and ends before it commits. */
  async crash(events: readonly JourneyEvent[]): Promise<void> {
    const failing = this.transactions.run(async (transaction) => {
      await this.action.decide(transaction, events, false);
      throw new Crash();
    });
    await failing.catch((error) => {
      if (!(error instanceof Crash || error instanceof UnprocessableEvent || isTemporary(error))) throw error;
    });
    this.restart();
  }

  /** Takes up what was deferred. */
  async takeUpDeferred(): Promise<void> {
    await this.run(async (transaction) => {
      await this.action.decideAgain(transaction, await holdDueDeferred(transaction, this.clock.now()));
    });
  }

  /** Runs a transaction, again after what passes by itself, such as a deadlock. */
  async run(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await this.transactions.run(work);
      } catch (error) {
        if (!isTemporary(error)) throw error;
      }
    }
  }
}

/** Connections of a dispatcher of its own. */
export async function connectDispatcher(harness: Harness): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url: harness.environment('survey-dispatch').DATABASE_URL!,
    poolSize: 3,
    extra: { options: '-c search_path=survey_dispatch' },
  }).initialize();
}
