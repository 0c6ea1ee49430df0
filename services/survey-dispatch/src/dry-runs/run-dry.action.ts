import { Inject, Injectable } from '@nestjs/common';
import { Clock, isTemporary, type Logger, newId, Transactions } from '#messaging';
import { LOGGER } from '#service-kit';
import {
  beat,
  finish,
  keepProgress,
  type LeasedDryRun,
  leaseDryRun,
  noteFailure,
  release,
} from './dry-run-lease.query.js';
import type { DryRunUnderWay } from './dry-run-under-way.action.js';
import { insertContacts } from './dry-runs.query.js';
import { PrepareDryRun } from './prepare-dry-run.action.js';
import { inSmallSteps } from './recorded-events.query.js';

/** Longer than any step; whoever stops gives the lease back at once. */
const LEASE_MS = 120_000;
const BEAT_MS = 1_000;
/** About as long as a stop waits, and a transaction lasts. */
const STEP_MS = 100;
const MOST_FAILURES = 3;

/**
 * Replays recorded events against programs and a policy that need not be in force, and writes nothing but the report. It
 * works in steps of a few pages: the service can stop between two of them, and whoever goes on begins at the last slice.
 */
@Injectable()
export class RunDry {
  private current: { readonly held: LeasedDryRun; readonly run: DryRunUnderWay } | undefined;
  private beatAt = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly prepare: PrepareDryRun,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Does a step of the run under way, or of one that nobody runs; false when there is none. */
  async step(): Promise<boolean> {
    if (!this.current) return this.begin();
    const { held, run } = this.current;
    try {
      const isHeld = await this.advance(held, run);
      if (!isHeld || run.isOver) this.current = undefined;
    } catch (error) {
      this.current = undefined;
      await this.fail(held, error);
    }
    return true;
  }

  /** Gives back what is under way, for somebody else to go on with. */
  async stop(): Promise<void> {
    const held = this.current?.held;
    this.current = undefined;
    if (held) await this.transactions.run((transaction) => release(transaction, held));
  }

  private async begin(): Promise<boolean> {
    const now = this.clock.now();
    const lease = { now, until: this.leaseEnd() };
    const held = await this.transactions.run((transaction) => leaseDryRun(transaction, newId(now.getTime()), lease));
    if (!held) return false;
    try {
      this.current = { held, run: await this.prepare.open(held) };
    } catch (error) {
      await this.fail(held, error);
    }
    return true;
  }

  /** Some pages; false where the run was cancelled, or is somebody else's. */
  private async advance(held: LeasedDryRun, run: DryRunUnderWay): Promise<boolean> {
    const isSliceDone = await this.transactions.run(async (transaction) => {
      transaction.sendWithCommit(inSmallSteps(transaction));
      const end = performance.now() + STEP_MS;
      while (await run.step(transaction)) if (performance.now() > end) return false;
      return true;
    });
    if (isSliceDone) return this.keep(held, run);
    if (performance.now() - this.beatAt < BEAT_MS) return true;
    this.beatAt = performance.now();
    const { percent, events } = run;
    return this.transactions.run((transaction) => beat(transaction, held, { percent, events, until: this.leaseEnd() }));
  }

  private keep(held: LeasedDryRun, run: DryRunUnderWay): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      const contacts = run.endSlice();
      const isHeld = run.isOver
        ? await finish(transaction, held, run.report(), this.clock.now())
        : await keepProgress(transaction, held, run.progress());
      if (isHeld && contacts.length > 0) await insertContacts(transaction, held.dryRunId, contacts);
      return isHeld;
    });
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }

  /** What passes by itself is tried again when the lease ends, or at once where the database is there. */
  private async fail(held: LeasedDryRun, error: unknown): Promise<void> {
    if (isTemporary(error)) {
      await this.transactions.run((transaction) => release(transaction, held));
      return;
    }
    const { dryRunId } = held;
    this.logger.error({ dryRunId, err: error }, 'a dry run failed');
    const failure = `it failed with ${error instanceof Error ? error.name : 'an error'}; the log says more`;
    const noted = { failure, most: MOST_FAILURES, now: this.clock.now() };
    await this.transactions.run((transaction) => noteFailure(transaction, held, noted));
  }
}
