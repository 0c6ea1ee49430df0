import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems, pageOf } from '#service-kit';
import { TaskFilterDto, TaskPageDto } from './task.dto.js';
import { TaskQueries } from './tasks.query.js';

/** Reads tasks. */
@ApiTags('follow-up')
@Controller('v1/tasks')
export class TasksController {
  constructor(private readonly tasks: TaskQueries) {}

  @Get()
  @ApiOperation({
    summary: 'Tasks (the open ones, if no state is named), the one that is due first at the top',
    operationId: 'tasks',
  })
  @ApiOkResponse({ type: TaskPageDto })
  @Problems(400)
  async list(@Query() filter: TaskFilterDto): Promise<TaskPageDto> {
    const rows = await this.tasks.list({ ...filter, limit: filter.limit + 1 });
    return pageOf(rows, filter.limit, ({ taskId }) => taskId);
  }
}
