import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, type ConsumeTransaction, type EventConsumer } from '#messaging';
import { dayOfFeedback } from './feedback-text.rules.js';
import { keepFound } from './keep-found.action.js';
import { type FeedbackEvent, isRecorded, readFeedback } from './read-feedback.action.js';

type Told = FeedbackEvent['data'];

/**
 * Reads what people wrote elsewhere, as it reads comments: an edit replaces the insight of the item before, and an item that
 * was removed has none any more.
 */
@Injectable()
export class TagWhenFeedbackRecorded implements EventConsumer<Told> {
  readonly name = 'tag-when-feedback-recorded';
  readonly contracts = [contracts.feedbackRecorded, contracts.feedbackRemoved];

  constructor(private readonly clock: Clock) {}

  async handle(events: readonly FeedbackEvent[], transaction: ConsumeTransaction<Told>): Promise<void> {
    const now = this.clock.now();
    const days = new Map<FeedbackEvent, string>();
    for (const event of events) {
      // A row without content is of any day.
      const day = isRecorded(event) ? dayOfFeedback(event.data) : now.toISOString().slice(0, 10);
      if (typeof day === 'string') days.set(event, day);
      else transaction.reject(event, day.reason, day.field);
    }
    await keepFound(transaction, await readFeedback(transaction, days), now);
  }
}
