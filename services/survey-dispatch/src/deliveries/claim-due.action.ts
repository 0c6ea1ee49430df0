import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { HeldPolicy } from '../budget/budget-policy.query.js';
import { countLateSend } from '../budget/count-contacting.query.js';
import { Breakers } from './breakers.action.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import { CLAIMED_AT_ONCE, LEASE_MS } from './delivery.rules.js';
import type { ClaimTerms } from './due-invitations.query.js';
import { type Held, heldBack } from './hold-back.rules.js';
import { SendRates } from './send-rates.action.js';

/** How one kind of messages is claimed and put back. */
export interface Claiming<C extends ClaimedInvitation> {
  claim(transaction: Transaction, terms: ClaimTerms): Promise<C[]>;
  putBack(transaction: Transaction, held: readonly Held<C>[]): Promise<void>;
  /** With what may be sent now, before that is committed. */
  going?(transaction: Transaction, going: readonly C[], now: Date): Promise<void>;
}

/** What was claimed, and whether there may be more at once. */
export interface Claimed<C extends ClaimedInvitation> {
  readonly going: readonly C[];
  /** Whether it probes a channel that is paused. */
  readonly isProbe: boolean;
  readonly more: boolean;
}

const NOTHING = { going: [], isProbe: false, more: false };

/** Claims what is due on a channel, as much as may be sent now. */
@Injectable()
export class ClaimDue {
  constructor(
    private readonly transactions: Transactions,
    private readonly breakers: Breakers,
    private readonly rates: SendRates,
    private readonly policy: HeldPolicy,
    private readonly clock: Clock,
  ) {}

  /** Claims and commits that; nothing is sent before. */
  claim<C extends ClaimedInvitation>(channel: string, claiming: Claiming<C>): Promise<Claimed<C>> {
    const now = this.clock.now();
    return this.transactions.run(async (transaction): Promise<Claimed<C>> => {
      const gate = await this.breakers.gate(transaction, channel, now);
      if (gate === 'shut') return NOTHING;
      const isProbe = gate === 'probe';
      const places = await this.rates.places(transaction, channel, isProbe ? 1 : CLAIMED_AT_ONCE, now);
      const terms = { channel, now, leaseUntil: new Date(now.getTime() + LEASE_MS), limit: places.limit };
      const claimed = places.limit === 0 ? [] : await claiming.claim(transaction, terms);
      const going = await this.going(transaction, claimed, claiming, now);
      if (going.length > 0) {
        await places.use(going.length);
        await claiming.going?.(transaction, going, now);
      } else if (isProbe) await this.breakers.leaveProbe(transaction, channel, now);
      return { going, isProbe, more: !isProbe && places.limit > 0 && claimed.length === places.limit };
    });
  }

  /** What of the claimed may be sent now; the rest is put back. */
  private async going<C extends ClaimedInvitation>(
    transaction: Transaction,
    claimed: readonly C[],
    claiming: Claiming<C>,
    now: Date,
  ): Promise<readonly C[]> {
    if (claimed.length === 0) return claimed;
    const policy = await this.policy.get(transaction);
    const held = claimed.flatMap((it) => heldBack(it, policy, now) ?? []);
    const waiting = new Set(held.map((it) => it.claimed));
    const ready = waiting.size === 0 ? claimed : claimed.filter((it) => !waiting.has(it));
    for (const it of await this.rates.overDomainLimits(transaction, ready, now)) {
      held.push(it);
      waiting.add(it.claimed);
    }
    if (held.length === 0) return claimed;
    transaction.sendWithCommit(claiming.putBack(transaction, held));
    const later = held.filter(({ why }) => why !== 'program');
    const contactings = later.map(({ claimed: { contactId }, until }) => ({ contactId, at: until }));
    if (later.length > 0) transaction.sendWithCommit(countLateSend(transaction, contactings));
    return claimed.filter((it) => !waiting.has(it));
  }
}
