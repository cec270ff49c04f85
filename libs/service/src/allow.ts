import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Config } from './config';
import {
  type Allowed,
  assertAllowed,
  type CallerIdentity,
  IDENTITY_HEADER,
  verifyIdentity,
} from './identity';
import { CONFIG } from './tokens';

export const ALLOWED = 'concerto:allowed';
export const PUBLIC = 'concerto:public';

/** Who may call a route. Every route carries it, or @Public: start-up fails otherwise. */
export const Allow = (allowed: Allowed): MethodDecorator & ClassDecorator => SetMetadata(ALLOWED, allowed);

/** A route that needs no identity: health, metrics, sign-in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** The caller of the request, as the guard verified it. */
export const Caller = createParamDecorator((_: unknown, execution: ExecutionContext) => callerOf(execution));

type Identified = FastifyRequest & { caller?: CallerIdentity };

export const callerOf = (execution: ExecutionContext): CallerIdentity | undefined =>
  execution.switchToHttp().getRequest<Identified>().caller;

/** Verifies the identity that the gateway signed, then the route's own rule. Rights on an object are its owner's business. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (execution.getType() !== 'http') return true;
    const targets = [execution.getHandler(), execution.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true;
    const request = execution.switchToHttp().getRequest<Identified>();
    const header = request.headers[IDENTITY_HEADER];
    request.caller ??= await verifyIdentity(
      Array.isArray(header) ? header[0] : header,
      this.config.identitySecret,
    );
    assertAllowed(request.caller, this.reflector.getAllAndOverride<Allowed>(ALLOWED, targets) ?? {});
    return true;
  }
}
