import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { unitAway } from '../domain/absence';
import { metDeadline } from '../domain/hold';
import type { DeadlineKind } from '../domain/ladder';
import { withLead } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { EvidenceRepository } from '../storage/evidence.repository';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PresenceRepository } from '../storage/presence.repository';
import { OfferToNext } from './offer-to-next';

/** Something fell due for a lead (BR-28, BR-29): acted on once, however late. */
export class MeetDeadline {
  constructor(
    readonly leadId: string,
    readonly kind: DeadlineKind,
  ) {}
}

@CommandHandler(MeetDeadline)
export class MeetDeadlineHandler implements ICommandHandler<MeetDeadline> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadRepository,
    private readonly permissions: PermissionRepository,
    private readonly evidence: EvidenceRepository,
    private readonly presences: PresenceRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ leadId, kind }: MeetDeadline): Promise<void> {
    const employerId = await this.leads.employerOf(leadId);
    await this.unitOfWork.run([employerId], async (tx) => {
      const [before] = await this.permissions.load(tx, [employerId]);
      const lead = before!.leads.find((one) => one.leadId === leadId)!;
      const { territory } = before!;
      const ground = {
        policy: policyAt(territory, lead.from).policy,
        calendar: { zone: territory.zone, region: await this.leads.regionOf(tx, employerId) },
        away: unitAway(await this.presences.ofUnit(tx, lead.unitId)),
        locked: ((await this.evidence.locksOf(tx, [employerId])).get(employerId) ?? []).includes(
          lead.partnerId,
        ),
      };
      const after = await this.permissions.change(employerId, (permission, now) => {
        const own = permission.leads.find((one) => one.leadId === leadId)!;
        const { state, facts } = metDeadline(own, kind, ground, now);
        return { state: state === own ? permission : withLead(permission, state), facts };
      });
      const ended = after.leads.find((one) => one.leadId === leadId)!;
      if (ended.endReason === 'LEASE_EXPIRED' && !lead.endedAt)
        await this.commands.execute(new OfferToNext(employerId, ended));
    });
  }
}
