import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Forbidden } from '#domain/refused';
import { type CallerIdentity, NotSignedIn, OPERATOR, type Scope } from '#service/identity';
import { isLive } from '../domain/api-key';
import { comesFromOurPages } from '../domain/same-origin';
import { GATEWAY, type GatewayConfig } from '../gateway.config';
import { sessionCookieOf } from '../sessions/cookie';
import { callerOfSession, readSession, type Session } from '../sessions/session-token';
import { KeyRepository, type KnownKey } from '../storage/key.repository';
import { SignInRepository } from '../storage/sign-in.repository';
import { digestOf, sameSecret } from './secrets';

export interface Entered {
  readonly caller: CallerIdentity;
  readonly session?: Session;
}

const MINUTE = 60_000;

/** Who comes in: by the operator's bearer, a partner's key, or a session cookie. Never by what a request says of itself. */
@Injectable()
export class Entrance {
  constructor(
    private readonly keys: KeyRepository,
    private readonly sessions: SignInRepository,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
  ) {}

  /** Undefined for a stranger; throws NotSignedIn for a wrong key, Forbidden for a change ordered by a foreign page. */
  async identify(request: FastifyRequest): Promise<Entered | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return { caller: await this.byBearer(authorization) };
    const cookie = sessionCookieOf(request.headers.cookie);
    return cookie ? this.bySession(cookie, request) : undefined;
  }

  private async byBearer(authorization: string): Promise<CallerIdentity> {
    const bearer = /^Bearer ([\x20-\x7e]{1,200})$/i.exec(authorization)?.[1];
    if (!bearer) throw new NotSignedIn();
    const { operatorKey, digestSecret } = this.config;
    if (operatorKey && sameSecret(bearer, operatorKey)) return OPERATOR;
    const key = await this.keys.byDigest(digestOf(bearer, digestSecret));
    const now = new Date();
    if (!key || !isLive(key, now)) throw new NotSignedIn();
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > MINUTE)
      await this.keys.touch(key.keyId);
    return callerOfKey(key);
  }

  private async bySession(cookie: string, request: FastifyRequest): Promise<Entered | undefined> {
    const session = await readSession(cookie, this.config.sessionSecret);
    if (!session || !(await this.sessions.stands(session.sessionId, session.agentId))) return undefined;
    const { host, origin, 'sec-fetch-site': fetchSite } = request.headers;
    const provenance = {
      method: request.method,
      host,
      origin,
      fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    };
    if (!comesFromOurPages(provenance))
      throw new Forbidden(
        'foreign-page',
        'Cette demande vient d’une autre page que les nôtres : elle est refusée.',
      );
    return { caller: callerOfSession(session), session };
  }
}

const callerOfKey = (key: KnownKey): CallerIdentity => ({
  kind: 'machine',
  id: key.keyId,
  agentId: null,
  partnerId: key.partnerId,
  partnerCode: key.partnerCode,
  unitId: key.unitId,
  territoryId: null,
  roles: [],
  scopes: key.scopes as Scope[],
});
