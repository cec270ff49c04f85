import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { adoptPolicy, type PolicyProposal, type PolicyVersion } from '../domain/policy';
import { TerritoryRepository } from '../storage/territory.repository';

export class AdoptPolicy {
  constructor(
    readonly proposal: PolicyProposal,
    readonly firstLoad: boolean,
  ) {}
}

@CommandHandler(AdoptPolicy)
export class AdoptPolicyHandler implements ICommandHandler<AdoptPolicy> {
  constructor(private readonly territories: TerritoryRepository) {}

  execute({ proposal, firstLoad }: AdoptPolicy): Promise<PolicyVersion> {
    return this.territories.adopt(proposal.territoryId, (versions, { timeZone }, now) =>
      adoptPolicy(versions, proposal, { now, timeZone, firstLoad }),
    );
  }
}
