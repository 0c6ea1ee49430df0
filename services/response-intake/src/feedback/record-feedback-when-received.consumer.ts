import { Injectable } from '@nestjs/common';
import { contracts, type DataOf } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer, type IncomingEvent } from '#messaging';
import { readFeedback } from './feedback-item.rules.js';
import { type FeedbackEntry, foldFeedback } from './fold-feedback.action.js';

type Received = DataOf<typeof contracts.feedbackReceived>;

/** Records what people wrote elsewhere, follows its edits and deletions, and drops what is of somebody who was erased. */
@Injectable()
export class RecordFeedbackWhenReceived implements EventConsumer<Received> {
  readonly name = 'record-feedback-when-received';
  readonly contracts = [contracts.feedbackReceived];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly IncomingEvent<Received>[], transaction: ConsumeTransaction<Received>): Promise<void> {
    const now = this.clock.now();
    const entries = events.flatMap((event): FeedbackEntry[] => {
      const { feedback, problems } = readFeedback(event.data, now);
      if (feedback) return [{ given: feedback, cause: event }];
      const [first] = problems;
      transaction.reject(event, problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), first?.field);
      return [];
    });
    if (entries.length > 0) await foldFeedback(transaction, entries, now);
  }
}
