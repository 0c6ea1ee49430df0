import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { callCrossed } from './waiting-events.query.js';

/** Longer than any transaction lasts: contacts that arrived while their event began to wait are found within it. */
const CROSSING_MS = 10 * 60_000;

/**
 * Finds waiting events whose contact arrived in the very moment in which they began to wait, when neither transaction
 * could see the other, and has them decided.
 */
@Injectable()
export class CallCrossedEvents implements Job {
  readonly name = 'call-crossed-events';
  readonly everyMs = 1_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<boolean> {
    const now = this.clock.now();
    const after = new Date(now.getTime() - CROSSING_MS);
    await this.transactions.run((transaction) => callCrossed(transaction, after, now));
    return false;
  }
}
