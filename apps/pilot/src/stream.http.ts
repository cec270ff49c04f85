import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '#service/allow';
import { Changes } from './changes';

const HEARTBEAT_MS = 15_000;

/** Tells open pages that figures changed. It carries no figure: the page asks again, with its own rights. */
@ApiTags('Pilotage')
@Controller('v1/stream')
export class StreamController {
  constructor(private readonly changes: Changes) {}

  @Get()
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT', 'OPERATOR'] })
  @ApiOperation({ summary: 'Le flux des changements (server-sent events), qui reprend après Last-Event-ID' })
  @ApiProduces('text/event-stream')
  open(@Headers('last-event-id') lastEventId: string | undefined, @Res() reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');
    const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : null;
    const stopWatching = this.changes.watch(seen, {
      tell: ({ position, asOf }) =>
        raw.write(
          `id: ${position}\nevent: changed\ndata: ${JSON.stringify({ asOf: asOf.toISOString() })}\n\n`,
        ),
      stop: () => raw.end(),
    });
    const heartbeat = setInterval(() => raw.write(': rien de neuf\n\n'), HEARTBEAT_MS);
    raw.on('close', () => {
      clearInterval(heartbeat);
      stopWatching();
    });
  }
}
