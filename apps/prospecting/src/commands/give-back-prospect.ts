import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReleaseReason } from '#contracts/vocabulary';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Asker, mustBeOwn, mustHold } from '../domain/caller';
import { givenBack } from '../domain/hold';
import { type Lead, openLease } from '../domain/lead';
import { withLead } from '../domain/permission';
import { questionAfter } from '../domain/release-question';
import { ConflictRepository } from '../storage/conflict.repository';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { OfferToNext } from './offer-to-next';

/**
 * A prospect is declined, or given back after it was taken, with a reason; the next partner is asked at once, unless the
 * reason has to be confirmed first (BR-33).
 */
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
    private readonly conflicts: ConflictRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ leadId, reason, words, asker }: GiveBackProspect): Promise<Lead> {
    const employerId = await this.leads.employerOf(leadId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const backedUp = await this.leads.backedUpBy(tx, asker.agentId);
      const after = await this.permissions.change(employerId, (permission, now) => {
        const lead = permission.leads.find((one) => one.leadId === leadId)!;
        mustBeOwn(lead.partnerId, asker);
        mustHold(openLease(lead)?.agentId ?? null, asker, backedUp);
        const { state, facts } = givenBack(lead, reason, now);
        return { state: withLead(permission, state), facts };
      });
      const lead = after.leads.find((one) => one.leadId === leadId)!;
      if (words) await this.leads.noteRelease(tx, lead, words);
      // Asked first: while it is, the next partner is not sent (BR-33).
      const question = questionAfter(lead);
      if (question) await this.conflicts.openConflict(tx, question);
      await this.commands.execute(new OfferToNext(employerId, lead));
      return lead;
    });
  }
}
