import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from '#service-kit';
import { DeliveryDto } from './delivery.dto.js';
import { ReadDelivery } from './read-delivery.action.js';

/** Tells operators how the channels are doing. */
@ApiTags('operations')
@Controller('v1/delivery')
export class DeliveryController {
  constructor(private readonly delivery: ReadDelivery) {}

  @Get()
  @ApiOperation({ summary: 'Whether each channel works or is paused, and what waits for it', operationId: 'delivery' })
  @ApiOkResponse({ type: DeliveryDto })
  @Problems(401, 403)
  async read(): Promise<DeliveryDto> {
    return { channels: await this.delivery.read() };
  }
}
