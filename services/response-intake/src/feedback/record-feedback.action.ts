import { Injectable } from '@nestjs/common';
import { Clock, newId, Transactions } from '#messaging';
import { Gone, InvalidRequest } from '#service-kit';
import { type FeedbackProblem, readFeedback } from './feedback-item.rules.js';
import { type FeedbackEntry, type FeedbackReceipt, foldFeedback } from './fold-feedback.action.js';

/** What became of one of many items: its receipt, or everything that is wrong with it. */
export type FeedbackResult =
  | FeedbackReceipt
  | { readonly outcome: 'refused'; readonly problems: readonly FeedbackProblem[] };

/** Records feedback items that come over HTTP, by the rules of those that come over Kafka. */
@Injectable()
export class RecordFeedback {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Records one item.
   * @throws InvalidRequest naming each field that is wrong
   * @throws Gone where the item was withdrawn or erased, or its person was
   */
  async one(given: unknown): Promise<Exclude<FeedbackReceipt, { outcome: 'erased' }>> {
    const [result] = await this.many([given]);
    if (result!.outcome === 'refused') {
      const { problems } = result as Extract<FeedbackResult, { outcome: 'refused' }>;
      throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
    }
    const receipt = result as FeedbackReceipt;
    if (receipt.outcome === 'erased') throw new Gone('the personal data of this contact were erased');
    if (receipt.outcome === 'gone') throw new Gone('this feedback item was removed for good');
    return receipt;
  }

  /** Records many items in one transaction; what is wrong with one keeps none of the others back. */
  async many(given: readonly unknown[]): Promise<FeedbackResult[]> {
    const now = this.clock.now();
    const read = given.map((it) => readFeedback(it, now));
    const entries = read.flatMap(({ feedback }): FeedbackEntry[] =>
      feedback ? [{ given: feedback, cause: { correlationId: newId() } }] : [],
    );
    const receipts =
      entries.length > 0 ? await this.transactions.run((transaction) => foldFeedback(transaction, entries, now)) : [];
    let next = 0;
    return read.map(({ problems }) => (problems ? { outcome: 'refused', problems } : receipts[next++]!));
  }
}
