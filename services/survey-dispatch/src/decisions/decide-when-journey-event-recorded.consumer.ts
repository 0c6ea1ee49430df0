import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { DecideJourneyEvents } from './decide-journey-events.action.js';
import { decidedAmong } from './insert-decisions.query.js';
import { OWN_TOUCHPOINTS, occurredAtProblem } from './journey-event.rules.js';

type JourneyEventRecorded = DataOf<typeof contracts.journeyEventRecorded>;

/** Decides each journey event for the programs of its touchpoint; one of an impossible time is rejected. */
@Injectable()
export class DecideWhenJourneyEventRecorded implements EventConsumer<JourneyEventRecorded> {
  readonly name = 'decide-when-journey-event-recorded';
  readonly contracts = [contracts.journeyEventRecorded, contracts.journeyEventMapped];
  readonly members = 2;

  /** Every event ends in a decision, and the ledger holds an event's decisions once: nothing else has to remember it. */
  readonly takenAmong = decidedAmong;

  constructor(
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
  ) {}

  async handle(
    events: readonly IncomingEvent<JourneyEventRecorded>[],
    transaction: ConsumeTransaction<JourneyEventRecorded>,
  ): Promise<void> {
    const now = this.clock.now().getTime();
    const timely = events.filter((event) => {
      const problem = occurredAtProblem(event.data.occurredAt, now);
      if (problem) transaction.reject(event, problem, 'occurredAt');
      const isOwn = event.data.touchpoint.startsWith(OWN_TOUCHPOINTS);
      if (isOwn)
        transaction.reject(event, `touchpoint begins with ${OWN_TOUCHPOINTS}, which is reserved`, 'touchpoint');
      return !problem && !isOwn;
    });
    if (timely.length > 0) await this.journeyEvents.decide(transaction, timely, true);
  }
}
