import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { Problems } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { readBreakers } from './breakers.query.js';
import { ChannelSenders } from './channel-sender.action.js';
import { DeliveryDto } from './delivery.dto.js';
import { SendRates } from './send-rates.action.js';
import { countWaiting } from './waiting-messages.query.js';

/** Tells operators how the channels are doing. */
@ApiTags('operations')
@Controller('v1/delivery')
export class DeliveryController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly senders: ChannelSenders,
    private readonly rates: SendRates,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether each channel works or is paused, and what waits for it', operationId: 'delivery' })
  @ApiOkResponse({ type: DeliveryDto })
  @Problems(401, 403)
  async read(): Promise<DeliveryDto> {
    const { channels } = this.senders;
    const [breakers, waiting] = await Promise.all([
      readBreakers(this.dataSource),
      countWaiting(this.dataSource, channels, this.clock.now()),
    ]);
    const breakerOf = new Map(breakers.map((breaker) => [breaker.channel, breaker]));
    return {
      channels: waiting.map((counts) => {
        const breaker = breakerOf.get(counts.channel);
        const since = breaker?.openSince ?? null;
        return {
          ...counts,
          provider: this.senders.of(counts.channel)?.provider ?? null,
          state: since ? 'paused' : 'working',
          since,
          reason: (since && breaker?.reason) || null,
          probeAt: breaker?.probeAt ?? null,
          failedProbes: breaker?.failedProbes ?? 0,
          perMinute: this.rates.perMinute(counts.channel) || null,
          perMinuteAndDomain: (counts.channel === 'email' && this.config.mailsPerMinuteAndDomain) || null,
        };
      }),
    };
  }
}
