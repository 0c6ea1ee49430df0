import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Transaction } from '#messaging';
import { type BudgetPolicy, DEFAULT_POLICY } from './budget-policy.rules.js';

const READ_AGAIN_MS = 1_000;

/** The policy that holds, read about once a second, with the connection that the caller has. */
@Injectable()
export class HeldPolicy {
  private read: Promise<BudgetPolicy> | undefined;
  private readAt = 0;

  /** The policy; another instance's change shows within about a second. */
  async get(transaction: Transaction): Promise<BudgetPolicy> {
    // Age of a copy, not domain time: the process' own clock, which nobody sets back.
    const now = performance.now();
    if (!this.read || now - this.readAt > READ_AGAIN_MS) {
      this.readAt = now;
      const read = transaction.query<{ policy: BudgetPolicy }>('SELECT policy FROM budget_policy').then(policyOf);
      read.catch(() => this.forget());
      this.read = read;
    }
    return this.read;
  }

  /** Reads anew at the next call, as after a change made here. */
  forget(): void {
    this.read = undefined;
  }
}

/** The policy as it is now. */
export async function readPolicy(dataSource: DataSource): Promise<BudgetPolicy> {
  return policyOf(await dataSource.query('SELECT policy FROM budget_policy'));
}

function policyOf(rows: readonly { policy: BudgetPolicy }[]): BudgetPolicy {
  return rows[0]?.policy ?? DEFAULT_POLICY;
}
