import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { within } from '#messaging/context';
import { callerOf } from './allow';
import { CORRELATION_HEADER } from './correlation';

const CORRELATION = /^[A-Za-z0-9._:-]{8,64}$/;

/** Carries the correlation and the caller of a request to everything that it does, and tells the correlation back. */
@Injectable()
export class RequestContext implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (execution.getType() !== 'http') return next.handle();
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const given = request.headers[CORRELATION_HEADER];
    const correlationId = typeof given === 'string' && CORRELATION.test(given) ? given : uuidv7();
    void execution.switchToHttp().getResponse<FastifyReply>().header(CORRELATION_HEADER, correlationId);
    const caller = callerOf(execution);
    const own = {
      correlationId,
      caller: caller ? `${caller.kind}:${caller.id}` : 'public',
      partnerId: caller?.partnerId ?? null,
    };
    return new Observable((subscriber) => within(own, () => next.handle().subscribe(subscriber)));
  }
}
