import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Agent, welcomeAgent } from '../domain/agent';
import { PartnerRepository } from '../storage/partner.repository';

export class WelcomeAgent {
  constructor(readonly agent: Agent) {}
}

@CommandHandler(WelcomeAgent)
export class WelcomeAgentHandler implements ICommandHandler<WelcomeAgent> {
  constructor(private readonly partners: PartnerRepository) {}

  execute({ agent }: WelcomeAgent): Promise<Agent> {
    return this.partners.addAgent(agent, (unit) => welcomeAgent(agent, unit));
  }
}
