import { Injectable } from '@nestjs/common';
import { Clock, newId, Transactions } from '#messaging';
import { NotFound } from '#service-kit';
import { announceRemoved } from './fold-feedback.action.js';
import { blankFeedback } from './removed-feedback.query.js';

/** Takes a feedback item away for good: its text is removed, and nothing that its source tells later brings it back. */
@Injectable()
export class RemoveFeedback {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Removes an item; one that was removed before stays so.
   * @throws NotFound
   */
  async run(feedbackId: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (transaction) => {
      const [item] = await blankFeedback(transaction, { removed: 'withdrawn', feedbackId, now });
      if (!item) {
        const known = await transaction.query('SELECT 1 FROM feedback_items WHERE feedback_id = $1', [feedbackId]);
        if (known.length === 0) throw new NotFound(`there is no feedback item ${feedbackId}`);
        return;
      }
      if (item.wasTold) announceRemoved(transaction, item, { correlationId: newId() });
    });
  }
}
