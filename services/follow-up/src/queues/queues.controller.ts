import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Problems } from '#service-kit';
import { AssignQueueDto, QueueDto, SegmentDto } from './queue.dto.js';
import { Queue } from './queue.entity.js';

/** Reads and sets who owns what has no owner of its own. */
@ApiTags('follow-up')
@Controller('v1/follow-ups/queues')
export class QueuesController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'The queues that own what has no owner', operationId: 'queues' })
  @ApiOkResponse({ type: [QueueDto] })
  @Problems()
  list(): Promise<QueueDto[]> {
    return this.dataSource.getRepository(Queue).find({ order: { segment: 'ASC' } });
  }

  @Put(':segment')
  @ApiOperation({ summary: 'Set the queue of a segment, or the default queue', operationId: 'assignQueue' })
  @ApiOkResponse({ type: QueueDto })
  @Problems(400)
  assign(@Param() { segment }: SegmentDto, @Body() { queue }: AssignQueueDto): Promise<QueueDto> {
    return this.dataSource.getRepository(Queue).save({ segment, queue });
  }
}
