import { Injectable } from '@nestjs/common';
import type { Decision } from '#domain/decision';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { Permission } from '../domain/permission';
import { planEventsOf } from '../domain/plan-event';
import { nationalTerritory } from '../domain/territory';
import { leadsOf, saveLeads } from './lead.rows';
import { ownersOf } from './owner.rows';
import { PlanEventRepository } from './plan-event.repository';
import { TerritoryRepository } from './territory.repository';
import { saveVisits, visitsOf } from './visit.rows';

/** The permission to solicit each employer: locked, loaded, decided, saved and told in one transaction. */
@Injectable()
export class PermissionRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
    private readonly planEvents: PlanEventRepository,
  ) {}

  /** One employer; returns what it came to. */
  async change(
    employerId: string,
    decide: (permission: Permission, now: Date) => Decision<Permission>,
  ): Promise<Permission> {
    const [permission] = await this.changeMany([employerId], decide);
    return permission!;
  }

  /** Many employers, each decided alone, in a fixed number of statements. */
  changeMany(
    employerIds: readonly string[],
    decide: (permission: Permission, now: Date) => Decision<Permission>,
  ): Promise<Permission[]> {
    return this.unitOfWork.run(employerIds, async (tx) => {
      const before = await this.load(tx, employerIds);
      const after = before.map((permission) => {
        const { state, facts } = decide(permission, tx.now);
        tx.tell(facts);
        return state;
      });
      await this.save(tx, before, after);
      return after;
    });
  }

  /** As they stand, in the order asked for. Under the locks of the caller, or for reading. */
  async load(tx: Transaction, employerIds: readonly string[]): Promise<Permission[]> {
    const employers = await this.employers.byId(employerIds);
    const leads = await leadsOf(tx, employerIds);
    const visits = await visitsOf(tx, employerIds);
    const pauses = await pausesOf(tx, employerIds);
    const owners = await ownersOf(tx, employerIds);
    const homes = [...employers.values()].map((one) => one.territoryId).filter((one) => one !== null);
    const leading = [...leads.values()].flat().map((lead) => lead.territoryId);
    const territories = await this.territories.byId([...new Set([...homes, ...leading])]);
    return employerIds.map((employerId) => {
      const own = leads.get(employerId) ?? [];
      // Out of every territory, or not known any more: a lead keeps the calendar under which it began.
      const territoryId = employers.get(employerId)?.territoryId ?? own.at(-1)?.territoryId ?? '';
      const territory = territories.get(territoryId) ?? nationalTerritory(territoryId);
      return {
        employerId,
        territory,
        leads: own,
        visits: visits.get(employerId) ?? [],
        pausedUntil: pauses.get(employerId) ?? null,
        ownedBy: owners.get(employerId) ?? [],
      };
    });
  }

  private async save(
    tx: Transaction,
    before: readonly Permission[],
    after: readonly Permission[],
  ): Promise<void> {
    const leads = after.flatMap((permission, at) => changed(before[at]!.leads, permission.leads));
    const known = new Set(before.flatMap((permission) => permission.leads.map((lead) => lead.leadId)));
    await saveLeads(tx, leads, known);
    const visits = after.flatMap((permission, at) => changed(before[at]!.visits, permission.visits));
    await saveVisits(tx, visits);
    this.planEvents.note(
      tx,
      after.flatMap((permission, at) =>
        permission === before[at] ? [] : planEventsOf(before[at]!, permission, tx.now),
      ),
    );
  }
}

/** Until when the conflict desk keeps everybody away, by employer. */
async function pausesOf(tx: Transaction, employerIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.query<{ employerId: string; until: Date }>(
    `select employer_id as "employerId", max(until) as until from solicitation_pause
      where employer_id = any($1::uuid[]) group by 1`,
    [employerIds],
  );
  return new Map(rows.map((row) => [row.employerId, row.until]));
}

/** Rules give back the same object for what they leave alone. */
function changed<T>(before: readonly T[], after: readonly T[]): T[] {
  const known = new Set(before);
  return after.filter((one) => !known.has(one));
}
