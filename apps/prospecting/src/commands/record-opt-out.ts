import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OptOutPurpose } from '#contracts/vocabulary';
import { sirenOf } from '#domain/siret';
import { UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { Lead } from '../domain/lead';
import { optOutFact } from '../domain/opt-out';
import { allLeadsEnded } from '../domain/permission';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { OfferToNext } from './offer-to-next';

/** An employer opposes being solicited: at once, known to us or not (BR-110, BR-111). */
export class RecordOptOut {
  constructor(
    readonly optOutId: string,
    readonly siret: string,
    readonly purpose: OptOutPurpose,
    /** Null: all partners, which is what an employer means unless it says otherwise. */
    readonly partnerId: string | null,
    readonly level: 'ESTABLISHMENT' | 'SIREN',
    readonly requester: string,
    readonly reason: string | null,
    readonly recordedBy: string,
    readonly recordedByPartner: string | null,
  ) {}
}

@CommandHandler(RecordOptOut)
export class RecordOptOutHandler implements ICommandHandler<RecordOptOut> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly optOuts: OptOutRepository,
    private readonly permissions: PermissionRepository,
    private readonly planEvents: PlanEventRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute(asked: RecordOptOut): Promise<void> {
    const named = (await this.employers.bySiret([asked.siret])).get(asked.siret)?.employerId ?? null;
    const concerned = new Set([
      ...(named ? [named] : []),
      ...(asked.level === 'SIREN' ? await this.optOuts.establishmentsOf(sirenOf(asked.siret)) : []),
    ]);
    await this.unitOfWork.run([...concerned], async (tx) => {
      const record = { ...asked, employerId: named, recordedAt: tx.now, liftedAt: null };
      await this.optOuts.add(tx, record);
      if (named) tx.tell([optOutFact(record, named)]);
      if (asked.purpose !== 'PROSPECTING' && asked.purpose !== 'ALL') return;
      const ended: Lead[] = [];
      await this.permissions.changeMany([...concerned], (permission, now) => {
        const isConcerned = (lead: Lead) => asked.partnerId === null || lead.partnerId === asked.partnerId;
        ended.push(
          ...permission.leads.filter((lead) => !lead.endedAt && lead.until > now && isConcerned(lead)),
        );
        return allLeadsEnded(permission, 'OPTED_OUT', now, isConcerned);
      });
      if (asked.partnerId === null) {
        this.planEvents.note(
          tx,
          [...concerned].map((employerId) => ({
            event: { type: 'AWAY', employerId, reason: 'OPTED_OUT', until: null },
            cause: `${asked.optOutId} ${employerId}`,
            planId: null,
          })),
        );
        return;
      }
      // Opposed to one partner only: another one may still lead.
      for (const lead of ended) await this.commands.execute(new OfferToNext(lead.employerId, lead));
    });
  }
}
