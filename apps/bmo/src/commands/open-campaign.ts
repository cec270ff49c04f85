import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Campaign, openCampaign } from '../domain/campaign';
import { CampaignsRepository } from '../storage/campaigns.repository';
import { SettingsRepository } from '../storage/settings.repository';

/** Opens the survey of a year in a territory; the one that is open already is answered as it is. */
export class OpenCampaign {
  constructor(readonly campaign: Pick<Campaign, 'campaignId' | 'territoryId' | 'year'>) {}
}

@CommandHandler(OpenCampaign)
export class OpenCampaignHandler implements ICommandHandler<OpenCampaign> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly campaigns: CampaignsRepository,
    private readonly settings: SettingsRepository,
  ) {}

  execute({ campaign }: OpenCampaign): Promise<Campaign> {
    return this.unitOfWork.run([campaign.campaignId], async (tx) => {
      const { policy, timeZone } = await this.settings.of(campaign.territoryId, tx.now);
      const opened = openCampaign(campaign, localDateOf(tx.now, timeZone), policy.bmoPurgeMonths);
      return this.campaigns.keep(tx, opened);
    });
  }
}
