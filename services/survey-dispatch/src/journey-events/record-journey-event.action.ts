import { Injectable } from '@nestjs/common';
import { Clock, newId, Transactions } from '#messaging';
import { InvalidRequest, KeyReused } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { API_SOURCE, type GivenEvent, givenEventHash, givenEventProblem } from './given-event.rules.js';
import { keepGiven, rememberKey } from './given-events.query.js';

const HOUR_MS = 3_600_000;

/** Whose idempotency key it is. */
export interface IdempotencyKey {
  readonly caller: string;
  readonly key: string;
}

/** What became of a journey event that a caller sent. */
export interface TakenEvent {
  readonly journeyEventId: string;
  readonly decideAt: Date;
  /** Whether the same was sent before, so that nothing was done now. */
  readonly replayed: boolean;
}

/** Takes a journey event over REST; it is decided as one from Kafka is, once its contact is known. */
@Injectable()
export class RecordJourneyEvent {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /**
   * Keeps the event until it is decided, a moment later or at `decideAt`.
   * @throws InvalidRequest naming the field
   * @throws KeyReused where the key was used with another event
   */
  async record(event: GivenEvent, idempotency?: IdempotencyKey): Promise<TakenEvent> {
    const now = this.clock.now();
    const problem = givenEventProblem(event, now);
    if (problem) throw new InvalidRequest(`${problem.field} ${problem.reason}`, [problem]);
    const { decideAt, occurredAt, ...rest } = event;
    const id = newId(now.getTime());
    const data = { ...rest, occurredAt: (occurredAt ?? now).toISOString() };
    const notBefore = decideAt && decideAt > now ? decideAt : undefined;
    const endOfWait = new Date(now.getTime() + this.config.unknownContactWaitHours * HOUR_MS);
    return this.transactions.run(async (transaction) => {
      if (idempotency) {
        const given = { bodyHash: givenEventHash(event), eventId: id };
        const before = await rememberKey(transaction, idempotency, given, now);
        if (before && before.bodyHash !== given.bodyHash)
          throw new KeyReused('the Idempotency-Key was used with another journey event');
        if (before) return { journeyEventId: before.eventId, decideAt: decideAt ?? now, replayed: true };
      }
      const kept = { id, source: API_SOURCE, data, correlationId: id };
      await keepGiven(transaction, kept, { now, notBefore, endOfWait });
      return { journeyEventId: id, decideAt: decideAt ?? now, replayed: false };
    });
  }
}
