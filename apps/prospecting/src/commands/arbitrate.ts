import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { regionOfCommune } from '#domain/holidays';
import type { LocalDate } from '#domain/local-date';
import { Invalid, NotFound } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { type Arbitration, arbitrated, arbitratedUntil, mustBeArbitrable } from '../domain/arbitration';
import type { Permission } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { ArbitrationRepository } from '../storage/arbitration.repository';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { TerritoryRepository } from '../storage/territory.repository';
import { HandRecontacts } from './hand-recontacts';

/** The coordination gives an employer to a partner, with its reason and its last day (BR-40). */
export class Arbitrate {
  constructor(
    readonly arbitrationId: string,
    readonly leadId: string,
    readonly leaseId: string,
    readonly of: { readonly employerId?: string; readonly siret?: string },
    readonly partnerId: string,
    readonly unitId: string | null,
    readonly reason: string,
    readonly until: LocalDate,
    readonly by: { readonly territoryId: string | null; readonly who: string },
  ) {}
}

@CommandHandler(Arbitrate)
export class ArbitrateHandler implements ICommandHandler<Arbitrate> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly optOuts: OptOutRepository,
    private readonly territories: TerritoryRepository,
    private readonly arbitrations: ArbitrationRepository,
    private readonly commands: CommandBus,
  ) {}

  /** The arbitration; both partners read it in their feed, as a lead that ended and one that began. */
  async execute(asked: Arbitrate): Promise<Arbitration> {
    const employer = await this.employerOf(asked);
    return this.unitOfWork.run([employer.employerId], async (tx) => {
      await this.mustWorkThere(asked);
      const [permission] = await this.permissions.load(tx, [employer.employerId]);
      const optOuts = (await this.optOuts.of(tx, [employer])).get(employer.employerId) ?? [];
      mustBeArbitrable({ ...employer, optOuts, ownedBy: permission!.ownedBy ?? [] }, asked.partnerId);
      const arbitration = this.draft(tx, asked, permission!);
      const calendar = { zone: permission!.territory.zone, region: regionOfCommune(employer.communeCode) };
      let takenFrom: readonly string[] = [];
      const after = await this.permissions.change(employer.employerId, (current, now) => {
        const decision = arbitrated(current, arbitration, { calendar, leaseId: asked.leaseId }, now);
        takenFrom = decision.takenFrom;
        return decision;
      });
      const settled = { ...arbitration, takenFrom };
      await this.arbitrations.add(tx, settled);
      const lead = after.leads.find((one) => one.leadId === asked.leadId)!;
      await this.commands.execute(new HandRecontacts(employer.employerId, lead));
      return settled;
    });
  }

  private draft(tx: Transaction, asked: Arbitrate, { territory, employerId }: Permission): Arbitration {
    const { arbitrationId, leadId, partnerId, unitId, reason } = asked;
    const { policy } = policyAt(territory, tx.now);
    return {
      arbitrationId,
      leadId,
      partnerId,
      unitId,
      reason,
      employerId,
      territoryId: territory.territoryId,
      takenFrom: [],
      until: arbitratedUntil(asked.until, policy, territory.zone, tx.now),
      decidedAt: tx.now,
      decidedBy: asked.by.who,
      endedAt: null,
      endedBy: null,
    };
  }

  /** Another territory's employer does not exist for a coordination. */
  private async employerOf({ of: { employerId, siret }, by }: Arbitrate): Promise<EmployerRef> {
    const employer = employerId
      ? (await this.employers.byId([employerId])).get(employerId)
      : (await this.employers.bySiret([siret ?? ''])).get(siret ?? '');
    if (employer?.territoryId && employer.territoryId === by.territoryId) return employer;
    throw new NotFound('employer-unknown', 'Cet employeur n’est pas connu dans votre territoire.');
  }

  private async mustWorkThere({ partnerId, unitId, by }: Arbitrate): Promise<void> {
    const fault = (pointer: string, detail: string) =>
      new Invalid('partner-unknown', detail, [{ pointer, code: 'partner-unknown', detail }]);
    if (!(await this.territories.partnersIn(by.territoryId ?? '')).includes(partnerId))
      throw fault('/partnerId', 'Ce partenaire n’est pas inscrit sur votre territoire.');
    if (unitId && (await this.territories.partnerOfUnit(unitId)) !== partnerId)
      throw fault('/unitId', 'Cette structure n’est pas de ce partenaire, ou elle est fermée.');
  }
}
