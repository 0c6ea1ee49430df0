import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Logger, type Transaction, Transactions } from '#messaging';
import { LOGGER } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { PROBE_MS, verdictOf, waitForProbe } from './breaker.rules.js';
import { closeBreaker, openBreaker, readBreaker, setProbe, takeProbe } from './breakers.query.js';
import type { SendOutcome } from './delivery.rules.js';

/** How much of a channel may be claimed. */
export type Gate = 'open' | 'probe' | 'shut';

/**
 * Pauses a channel whose provider fails again and again, for all dispatchers: nothing is claimed for it meanwhile, so that no
 * attempts are spent. One message probes after a growing wait; when that is taken, all go on.
 */
@Injectable()
export class Breakers {
  /** Failures in a row, as this dispatcher saw them. */
  private readonly failures = new Map<string, number>();
  private readonly paused = new Set<string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whether what is due on a channel may be claimed, or one message of it, or nothing. */
  async gate(transaction: Transaction, channel: string, now: Date): Promise<Gate> {
    const breaker = await readBreaker(transaction, channel);
    if (!breaker?.openSince) {
      this.paused.delete(channel);
      return 'open';
    }
    this.paused.add(channel);
    if (breaker.probeAt! > now) return 'shut';
    const until = new Date(now.getTime() + PROBE_MS);
    return (await takeProbe(transaction, channel, now, until)) ? 'probe' : 'shut';
  }

  /** There was nothing to probe with: whoever has something may. */
  async leaveProbe(transaction: Transaction, channel: string, now: Date): Promise<void> {
    const breaker = await readBreaker(transaction, channel);
    if (breaker) await setProbe(transaction, channel, { probeAt: now, failedProbes: breaker.failedProbes });
  }

  /** Whether a channel is paused, as far as this dispatcher knows. */
  isPaused(channel: string): boolean {
    return this.paused.has(channel);
  }

  /** Notes what a channel's provider made of a message. */
  async note(channel: string, outcome: SendOutcome): Promise<void> {
    const verdict = verdictOf(outcome);
    if (verdict === 'works') {
      this.failures.delete(channel);
      if (this.paused.has(channel)) await this.resume(channel);
    } else if (verdict === 'fails') {
      const failures = (this.failures.get(channel) ?? 0) + 1;
      this.failures.set(channel, failures);
      const reason = 'reason' in outcome ? outcome.reason : '';
      if (this.paused.has(channel)) await this.waitOn(channel, reason);
      else if (failures >= this.config.breakerFailures) await this.pause(channel, reason);
    }
  }

  private async pause(channel: string, reason: string): Promise<void> {
    this.paused.add(channel);
    const at = this.clock.now();
    const probeAt = new Date(at.getTime() + waitForProbe(0));
    const isNew = await this.transactions.run((it) => openBreaker(it, channel, { at, probeAt, reason }));
    if (isNew)
      this.logger.warn({ channel, reason }, 'a provider fails: its channel is paused, and probed until it works');
  }

  private async resume(channel: string): Promise<void> {
    this.paused.delete(channel);
    if (await this.transactions.run((it) => closeBreaker(it, channel)))
      this.logger.info({ channel }, 'a provider works again: its channel goes on');
  }

  private async waitOn(channel: string, reason: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (transaction) => {
      const breaker = await readBreaker(transaction, channel);
      // What was still on its way when the channel was paused is no probe.
      if (!breaker?.probeAt || breaker.probeAt.getTime() - now.getTime() <= waitForProbe(breaker.failedProbes)) return;
      const failedProbes = breaker.failedProbes + 1;
      const probeAt = new Date(now.getTime() + waitForProbe(failedProbes));
      await setProbe(transaction, channel, { probeAt, failedProbes, reason });
    });
  }
}
