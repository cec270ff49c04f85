import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Agent, type AgentChanges, changeAgent } from '../domain/agent';
import { PartnerRepository } from '../storage/partner.repository';

export class ChangeAgent {
  constructor(
    readonly agent: Pick<Agent, 'agentId' | 'partnerId'>,
    readonly changes: AgentChanges,
  ) {}
}

@CommandHandler(ChangeAgent)
export class ChangeAgentHandler implements ICommandHandler<ChangeAgent> {
  constructor(private readonly partners: PartnerRepository) {}

  execute({ agent, changes }: ChangeAgent): Promise<Agent> {
    return this.partners.changeAgent(agent, changes.unitId, (state, unit) =>
      changeAgent(state, changes, unit),
    );
  }
}
