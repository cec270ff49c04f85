import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Campaign } from '../domain/campaign';
import { CampaignsRepository } from '../storage/campaigns.repository';

/** Erases the individual answers of a campaign (BR-59). */
export class PurgeCampaign {
  constructor(readonly campaignId: string) {}
}

@CommandHandler(PurgeCampaign)
export class PurgeCampaignHandler implements ICommandHandler<PurgeCampaign> {
  constructor(private readonly campaigns: CampaignsRepository) {}

  execute({ campaignId }: PurgeCampaign): Promise<Campaign> {
    return this.campaigns.purge(campaignId);
  }
}
