import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Health } from '../health.js';
import { Public } from './principal.js';

/** What an orchestrator asks: alive means progress, ready means that requests are welcome. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  async live(@Res({ passthrough: true }) reply: FastifyReply) {
    const alive = await this.health.alive();
    reply.status(alive ? 200 : 503);
    return { status: alive ? 'alive' : 'no progress' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const problem = await this.health.unreadyBecause();
    reply.status(problem ? 503 : 200);
    return { status: problem ?? 'ready' };
  }
}
