import { Inject, Injectable } from '@nestjs/common';
import { Clock, isTemporary, type Logger, Transactions, UnprocessableEvent } from '#messaging';
import { type Job, LOGGER } from '#service-kit';
import { DecideJourneyEvents } from '../decisions/decide-journey-events.action.js';
import { dropWaiting, findDue, lookAgain, takeWaiting } from './waiting-events.query.js';

/** How long an event that failed by itself is left alone. */
const LOOK_AGAIN_MS = 3_600_000;

/** Decides waiting events whose contact arrived, or that waited long enough; one that fails holds up no other. */
@Injectable()
export class DecideWaitingEvents implements Job {
  readonly name = 'decide-waiting-events';
  readonly everyMs = 250;

  constructor(
    private readonly transactions: Transactions,
    private readonly journeyEvents: DecideJourneyEvents,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(): Promise<boolean> {
    const due = await findDue(this.transactions.dataSource, this.clock.now());
    if (due.length === 0) return false;
    try {
      await this.decide(due);
    } catch (error) {
      if (isTemporary(error)) throw error;
      for (const seq of due) await this.decideAlone(seq);
    }
    return true;
  }

  private decide(seqs: readonly string[]): Promise<void> {
    return this.transactions.run(async (transaction) => {
      const events = await takeWaiting(transaction, seqs);
      if (events.length > 0) await this.journeyEvents.decide(transaction, events, false);
    });
  }

  private async decideAlone(seq: string): Promise<void> {
    try {
      await this.decide([seq]);
    } catch (error) {
      if (isTemporary(error)) throw error;
      await this.setAside(seq, error);
    }
  }

  private async setAside(seq: string, error: unknown): Promise<void> {
    if (error instanceof UnprocessableEvent) {
      await this.transactions.run((transaction) => dropWaiting(transaction, seq));
      this.logger.warn({ seq, reason: error.message }, 'a waiting event can never be decided; it is dropped');
      return;
    }
    const at = new Date(this.clock.now().getTime() + LOOK_AGAIN_MS);
    await this.transactions.run((transaction) => lookAgain(transaction, seq, at));
    this.logger.error({ seq, ...nameOf(error) }, 'a waiting event failed; it is looked at again in an hour');
  }
}

/** Neither the error's message nor its parameters: both may quote the event. */
function nameOf(error: unknown): { error: string; code?: string } {
  return { error: error instanceof Error ? error.name : typeof error, code: (error as { code?: string }).code };
}
