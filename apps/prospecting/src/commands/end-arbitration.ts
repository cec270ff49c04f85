import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refused } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { arbitrationEnded } from '../domain/arbitration';
import { withLead } from '../domain/permission';
import { ArbitrationRepository } from '../storage/arbitration.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { OfferToNext } from './offer-to-next';

/** The coordination takes back its settlement before its last day: the ordinary rules hold again (BR-40). */
export class EndArbitration {
  constructor(
    readonly arbitrationId: string,
    readonly by: { readonly territoryId: string | null; readonly who: string },
  ) {}
}

@CommandHandler(EndArbitration)
export class EndArbitrationHandler implements ICommandHandler<EndArbitration> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly arbitrations: ArbitrationRepository,
    private readonly permissions: PermissionRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ arbitrationId, by }: EndArbitration): Promise<void> {
    const { employerId, leadId } = await this.arbitrations.get(arbitrationId, by.territoryId);
    await this.unitOfWork.run([employerId], async (tx) => {
      const after = await this.permissions.change(employerId, (permission, now) => {
        const lead = permission.leads.find((one) => one.leadId === leadId)!;
        if (lead.endedAt || lead.until <= now)
          throw new Refused('arbitration-over', 'Cet arbitrage a déjà pris fin.');
        const { state, facts } = arbitrationEnded(lead, now);
        return { state: withLead(permission, state), facts };
      });
      await this.arbitrations.end(tx, arbitrationId, by.who);
      const ended = after.leads.find((one) => one.leadId === leadId)!;
      await this.commands.execute(new OfferToNext(employerId, ended));
    });
  }
}
