import { Injectable } from '@nestjs/common';
import { Transactions } from '#messaging';
import type { Job } from '#service-kit';
import { AskByTime } from './ask-by-time.action.js';

/** Fires the programs that a cadence or a date of the account fires. */
@Injectable()
export class FireTimedPrograms implements Job {
  readonly name = 'fire-timed-programs';
  readonly everyMs = 1_000;

  constructor(
    private readonly transactions: Transactions,
    private readonly askByTime: AskByTime,
  ) {}

  run(): Promise<boolean> {
    return this.transactions.run((transaction) => this.askByTime.next(transaction));
  }
}
