import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { SurveyDispatchConfig } from '../config.js';
import { readBreakers } from './breakers.query.js';
import { ChannelSenders } from './channel-sender.action.js';
import { SendRates } from './send-rates.action.js';
import { countWaiting, type WaitingMessages } from './waiting-messages.query.js';

/** How one channel is doing. */
export interface ChannelState extends WaitingMessages {
  readonly provider: string | null;
  readonly state: 'working' | 'paused';
  readonly since: Date | null;
  readonly reason: string | null;
  readonly probeAt: Date | null;
  readonly failedProbes: number;
  readonly perMinute: number | null;
  readonly perMinuteAndDomain: number | null;
}

/** Reads how the channels are doing, over all instances. */
@Injectable()
export class ReadDelivery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly senders: ChannelSenders,
    private readonly rates: SendRates,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** Every channel of this installation; no addresses. */
  async read(): Promise<ChannelState[]> {
    const { channels } = this.senders;
    const [breakers, waiting] = await Promise.all([
      readBreakers(this.dataSource),
      countWaiting(this.dataSource, channels, this.clock.now()),
    ]);
    const open = new Map(breakers.filter(({ openSince }) => openSince).map((breaker) => [breaker.channel, breaker]));
    return waiting.map((counts): ChannelState => {
      const { channel } = counts;
      const breaker = open.get(channel);
      return {
        ...counts,
        provider: this.senders.of(channel)?.provider ?? null,
        state: breaker ? 'paused' : 'working',
        since: breaker?.openSince ?? null,
        reason: breaker?.reason ?? null,
        probeAt: breaker?.probeAt ?? null,
        failedProbes: breaker?.failedProbes ?? 0,
        perMinute: this.rates.perMinute(channel) || null,
        perMinuteAndDomain: (channel === 'email' && this.config.mailsPerMinuteAndDomain) || null,
      };
    });
  }
}
