import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Person } from '../entry/partnership-client';
import { digestOf, drawSecret } from '../entry/secrets';
import { GATEWAY, type GatewayConfig } from '../gateway.config';
import { SignInRepository } from '../storage/sign-in.repository';

/** A link for this person, for 15 minutes and one use. Null when the person has asked for too many in an hour. */
export class MakeSignInLink {
  constructor(
    readonly person: Pick<Person, 'agentId'>,
    /** The operator of a demonstration asks as often as it likes. */
    readonly limited: boolean,
  ) {}
}

@CommandHandler(MakeSignInLink)
export class MakeSignInLinkHandler implements ICommandHandler<MakeSignInLink> {
  constructor(
    private readonly links: SignInRepository,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
  ) {}

  async execute({ person, limited }: MakeSignInLink): Promise<string | null> {
    const secret = drawSecret();
    const kept = await this.links.addLink(
      digestOf(secret, this.config.digestSecret),
      person.agentId,
      limited,
    );
    return kept ? `/sign-in?token=${secret}` : null;
  }
}
