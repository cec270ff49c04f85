import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { RecontactRepository } from '../storage/recontact.repository';

/** A BMO campaign was purged: nothing of its respondents stays here (BR-59). */
export class ForgetCampaign {
  constructor(readonly campaignId: string) {}
}

@CommandHandler(ForgetCampaign)
export class ForgetCampaignHandler implements ICommandHandler<ForgetCampaign> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recontacts: RecontactRepository,
  ) {}

  execute({ campaignId }: ForgetCampaign): Promise<void> {
    return this.unitOfWork.run([campaignId], (tx) => this.recontacts.forgetCampaign(tx, campaignId));
  }
}
