import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { Public } from './allow';
import { Liveness } from './liveness';

/** What an orchestrator and Prometheus ask. Kafka being away does not make a service unready to accept. */
@Public()
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(private readonly liveness: Liveness) {}

  @Get('health/live')
  @HttpCode(200)
  live() {
    return { live: true };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const state = await this.liveness.ready();
    await reply.code(state.ready ? 200 : 503).send(state);
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(register.contentType).send(await register.metrics());
  }
}
