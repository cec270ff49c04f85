import helmet from '@fastify/helmet';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { Refused } from '#domain/refused';
import { CORRELATION_HEADER } from '#service/correlation';
import { type CallerIdentity, IDENTITY_HEADER } from '#service/identity';
import { problemOf } from '#service/problem';
import { LOG } from '#service/tokens';
import type { Session } from '../sessions/session-token';
import { CONTENT_SECURITY_POLICY } from './content-security-policy';
import { Entrance } from './entrance';
import { type QuotaName, Quotas, type Standing, TooMany } from './quota';

/** A request once it has come in: the guard and the doors read its caller, nobody reads its identity header. */
export type EnteredRequest = FastifyRequest & { caller?: CallerIdentity; session?: Session };

const CORRELATION = /^[A-Za-z0-9._:-]{8,64}$/;
/** Answers of these doors hold a secret that is shown once, or have a key of their own: none is kept for a replay. */
const NEVER_REPLAYED = new Set(['/v1/keys', '/v1/sign-in', '/v1/sign-in-links', '/v1/visits']);

/** What every request passes first, own or forwarded: correlation, security headers, identity, quota. */
@Injectable()
export class Entry implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly entrance: Entrance,
    private readonly quotas: Quotas,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.register(helmet as never, {
      contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
    });
    fastify.addHook('onRequest', (request, reply) => this.enter(request, reply));
  }

  private async enter(request: EnteredRequest, reply: FastifyReply): Promise<unknown> {
    const correlationId = correlationOf(request);
    request.headers[CORRELATION_HEADER] = correlationId;
    reply.header(CORRELATION_HEADER, correlationId);
    // What comes in under this name was not signed by us: a service must never see it.
    delete request.headers[IDENTITY_HEADER];
    const door = doorOf(request);
    if (!door.startsWith('/v1/')) return undefined;
    reply.header('cache-control', 'no-store');
    if (NEVER_REPLAYED.has(door)) delete request.headers['idempotency-key'];
    try {
      await this.admit(request, reply);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused))
        this.log.error({ correlationId, error: (error as Error).message }, 'a request could not be let in');
      return refuse(reply, error, correlationId);
    }
  }

  /** Who it is, then how often. A wrong key counts for its address, so that keys cannot be tried without end. */
  private async admit(request: EnteredRequest, reply: FastifyReply): Promise<void> {
    try {
      const entered = await this.entrance.identify(request);
      request.caller = entered?.caller;
      request.session = entered?.session;
    } catch (error) {
      await this.quotas.take('strangers', request.ip);
      throw error;
    }
    const { caller } = request;
    if (caller?.kind === 'operator') return;
    const who = caller ? `${caller.kind}:${caller.id}` : request.ip;
    tellStanding(reply, await this.quotas.take(quotaOf(request), who));
  }
}

/** Answers a refusal before, or outside, the doors of Nest, in the same form. */
export function refuse(reply: FastifyReply, error: unknown, correlationId: string): FastifyReply {
  const problem = problemOf(error, correlationId);
  if (problem.status === 503) reply.header('retry-after', '5');
  if (error instanceof TooMany) {
    tellStanding(reply, error.standing);
    reply.header('retry-after', String(error.standing.resetSeconds));
  }
  return reply.code(problem.status).type('application/problem+json').send(problem);
}

function correlationOf(request: FastifyRequest): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && CORRELATION.test(given) ? given : uuidv7();
}

/** The door as it was found, not as the address was written: `/%761/sign-in` is `/v1/sign-in` too. */
const doorOf = (request: FastifyRequest): string => request.routeOptions.url ?? '';

function quotaOf(request: EnteredRequest): QuotaName {
  const door = doorOf(request);
  if (door === '/v1/visits/bulk') return 'bulk';
  if (request.caller) return 'requests';
  return door === '/v1/sign-in' ? 'sign-in' : 'strangers';
}

/** The fields of the IETF draft "RateLimit header fields for HTTP". */
function tellStanding(
  reply: FastifyReply,
  { name, points, windowSeconds, left, resetSeconds }: Standing,
): void {
  reply.header('ratelimit-policy', `"${name}";q=${points};w=${windowSeconds}`);
  reply.header('ratelimit', `"${name}";r=${left};t=${resetSeconds}`);
}
