import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PartnershipClient } from '../entry/partnership-client';
import { digestOf } from '../entry/secrets';
import { GATEWAY, type GatewayConfig } from '../gateway.config';
import { openSession } from '../sessions/session-token';
import { SignInRepository } from '../storage/sign-in.repository';

/** Uses a link: a session for its person, once. Null when the link was used, is over, or never was. */
export class OpenSession {
  constructor(readonly secret: string) {}
}

@CommandHandler(OpenSession)
export class OpenSessionHandler implements ICommandHandler<OpenSession> {
  constructor(
    private readonly links: SignInRepository,
    private readonly partnership: PartnershipClient,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
  ) {}

  async execute({ secret }: OpenSession): Promise<string | null> {
    const digest = digestOf(secret, this.config.digestSecret);
    const agentId = await this.links.linkOf(digest);
    if (!agentId) return null;
    // Asked before the link is used: when partnership is away, the link still stands.
    const person = await this.partnership.person({ agentId });
    if (!person || !(await this.links.use(digest))) return null;
    return (await openSession(person, this.config.sessionSecret)).token;
  }
}
