import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging';
import { SurveyDispatchConfig } from '../config.js';
import type { ClaimedInvitation } from './claimed-invitation.rules.js';
import type { Held } from './hold-back.rules.js';
import { domainOf, intervalOf, mayGo, placesAt, readLimits } from './send-rates.rules.js';
import { lockSlot, moveSlot, takeSlots, type WantedSlots } from './send-slots.query.js';

/** A place that was taken, and not used for so long, is none any more: or all that waited would go out at once. */
const PLACE_LASTS_MS = 60_000;

/** Places of a channel that this dispatcher has, until its transaction ends. */
interface Places {
  readonly limit: number;
  /** Takes as many as were used. */
  use(count: number): Promise<void>;
}

/**
 * Limits what goes out to a provider and to the domains of recipients. Places are rows in the database, taken in sets: a limit
 * holds over all instances, however many there are, and one that idles takes nothing from another. What has no place yet waits
 * for one of its own, and is looked at once more when that comes.
 */
@Injectable()
export class SendRates {
  private readonly limits: ReadonlyMap<string, number>;

  constructor(private readonly config: SurveyDispatchConfig) {
    this.limits = readLimits(config.mailDomainLimits);
  }

  /** What a channel's provider is sent per minute at the most; 0 is no limit. */
  perMinute(channel: string): number {
    if (channel === 'email') return this.config.mailsPerMinute;
    return channel === 'sms' ? this.config.textsPerMinute : 0;
  }

  /** The places of a channel's provider. */
  async places(transaction: Transaction, channel: string, most: number, now: Date): Promise<Places> {
    const perMinute = this.perMinute(channel);
    if (perMinute === 0) return { limit: most, use: async () => {} };
    const freeAt = await lockSlot(transaction, channel);
    const time = now.getTime();
    return {
      limit: Math.min(most, placesAt(time, freeAt, perMinute)),
      use: (count) => moveSlot(transaction, channel, Math.max(freeAt, time) + count * intervalOf(perMinute)),
    };
  }

  /** Those of claimed mails whose domain has no place for them now, each with the place that it has then. */
  async overDomainLimits<C extends ClaimedInvitation>(
    transaction: Transaction,
    claimed: readonly C[],
    now: Date,
  ): Promise<Held<C>[]> {
    if (this.limits.size === 0 && this.config.mailsPerMinuteAndDomain === 0) return [];
    const time = now.getTime();
    const byDomain = Map.groupBy(
      claimed.filter(({ channel, email, slotAt }) => channel === 'email' && email !== null && !isPlace(slotAt, time)),
      ({ email }) => domainOf(email!),
    );
    const wanted: WantedSlots[] = [];
    for (const [domain, { length: count }] of byDomain) {
      const perMinute = this.limits.get(domain) ?? this.config.mailsPerMinuteAndDomain;
      if (perMinute > 0) wanted.push({ name: `email:${domain}`, count, interval: intervalOf(perMinute) });
    }
    if (wanted.length === 0) return [];
    const firsts = await takeSlots(transaction, wanted, now);
    return wanted.flatMap(({ name, interval }) => {
      const first = firsts.get(name)!;
      return byDomain.get(name.slice('email:'.length))!.flatMap((it, index): Held<C>[] => {
        const place = first + index * interval;
        return mayGo(place, time) ? [] : [{ claimed: it, until: new Date(place), why: 'limit' }];
      });
    });
  }
}

function isPlace(slotAt: Date | null, now: number): boolean {
  return slotAt !== null && now - slotAt.getTime() < PLACE_LASTS_MS;
}
