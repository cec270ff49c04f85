import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReleaseReason } from '#contracts/vocabulary';
import { Refused } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Asker, mustBeOwn } from '../domain/caller';
import { givenBack } from '../domain/hold';
import { type Lead, openLease } from '../domain/lead';
import { withLead } from '../domain/permission';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { OfferToNext } from './offer-to-next';

/** A prospect is declined, or given back after it was taken, with a reason; the next partner is asked at once (BR-33). */
export class GiveBackProspect {
  constructor(
    readonly leadId: string,
    readonly reason: ReleaseReason,
    readonly words: string | null,
    readonly asker: Asker,
  ) {}
}

@CommandHandler(GiveBackProspect)
export class GiveBackProspectHandler implements ICommandHandler<GiveBackProspect> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadRepository,
    private readonly permissions: PermissionRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ leadId, reason, words, asker }: GiveBackProspect): Promise<Lead> {
    const employerId = await this.leads.employerOf(leadId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const after = await this.permissions.change(employerId, (permission, now) => {
        const lead = permission.leads.find((one) => one.leadId === leadId)!;
        mustBeOwn(lead.partnerId, asker);
        mustBeHeldBy(lead, asker);
        const { state, facts } = givenBack(lead, reason, now);
        return { state: withLead(permission, state), facts };
      });
      const lead = after.leads.find((one) => one.leadId === leadId)!;
      if (words) await this.leads.noteRelease(tx, lead, words);
      await this.commands.execute(new OfferToNext(employerId, lead));
      return lead;
    });
  }
}

/** An agent gives back what it holds, or what nobody holds; a manager, or its partner's software, whatever is held. */
function mustBeHeldBy(lead: Lead, asker: Asker): void {
  const hold = openLease(lead);
  if (
    !hold ||
    hold.agentId === asker.agentId ||
    asker.kind === 'machine' ||
    asker.roles.includes('UNIT_MANAGER')
  )
    return;
  throw new Refused(
    'held-by-a-colleague',
    'Un collègue a pris ce prospect : lui seul, ou votre responsable, peut le rendre.',
  );
}
