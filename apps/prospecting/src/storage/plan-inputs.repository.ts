import { Injectable } from '@nestjs/common';
import type { AllocationInputs } from '#allocation/inputs';
import type { EmployerInput, PlanInputs, Position, StructureInput } from '#allocation/plan-inputs';
import { communeOf } from '#domain/codes/communes';
import { localDateOf } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { capturedShare, expectedHires } from '../domain/expected-hires';
import { PLAN_SEGMENTS, planSegmentOf } from '../domain/plan-segment';
import { rulesOf, weightsOf } from '../domain/plan-wishes';
import { policyAt } from '../domain/territory';
import { RURAL, ruralCommunes } from '../domain/territory-class';
import { AllocationRepository, type Asked } from './allocation.repository';
import { type History, historiesOf, NO_HISTORY } from './plan-history';

/** Gathers what a plan reads, set-wise: who may be visited, by whom, and what each visit is worth. */
@Injectable()
export class PlanInputsRepository {
  constructor(
    private readonly allocations: AllocationRepository,
    private readonly employers: EmployerRefs,
  ) {}

  /**
   * The evidence as it stands at `asked.at`, under the rules of the policy of that instant: no pin, no forbid, the visits
   * that agents declared. Frozen with the draft (BR-12): nothing that comes later changes it.
   */
  async evidence(tx: Transaction, asked: Asked): Promise<PlanInputs> {
    const { territory, planId, at } = asked;
    const { policy } = policyAt(territory, at);
    const today = localDateOf(at, territory.zone);
    const known = await this.allocations.inputsFor(tx, asked);
    const employers = await this.employers.byId(asked.employerIds);
    const histories = await historiesOf(tx, asked, today);
    const rural = ruralCommunes([...employers.values()].map((one) => one.communeCode));
    return {
      territoryId: territory.territoryId,
      planId,
      weights: weightsOf(policy),
      rules: rulesOf(policy),
      affinities: known.affinities,
      segments: PLAN_SEGMENTS,
      structures: await this.structuresOf(tx, known),
      employers: known.prospects.map((prospect) =>
        employerInput(prospect, employers.get(prospect.employerId)!, {
          history: histories.get(prospect.employerId) ?? NO_HISTORY,
          today,
          rural,
        }),
      ),
      pins: [],
      forbids: [],
    };
  }

  /** Units with visits to give; a partner that declared none keeps its units, so that its open offers find a lead. */
  private async structuresOf(tx: Transaction, known: AllocationInputs): Promise<StructureInput[]> {
    const units = new Map(
      (
        await tx.query<{ id: string; name: string; commune: string }>(
          'select unit_id as id, name, commune_code as commune from unit_ref where partner_id = any($1::uuid[])',
          [known.partners.map((one) => one.partnerId)],
        )
      ).map((row) => [row.id, row]),
    );
    return known.partners.flatMap(({ partnerId, kind, units: own }) => {
      const visiting = own.filter((unit) => unit.capacity > 0 || unit.taken > 0);
      return (visiting.length > 0 ? visiting : own).map(({ unitId, capacity, taken }) => ({
        structureId: unitId,
        partnerId,
        kind,
        name: units.get(unitId)?.name ?? unitId,
        capacity,
        taken,
        position: positionOf(units.get(unitId)?.commune ?? ''),
      }));
    });
  }
}

function employerInput(
  prospect: AllocationInputs['prospects'][number],
  employer: EmployerRef,
  of: { history: History; today: string; rural: ReadonlySet<string> },
): EmployerInput {
  const { history, today, rural } = of;
  const hires = expectedHires(employer.headcountBand, employer.nafCode, history.intended);
  return {
    employerId: prospect.employerId,
    segment: planSegmentOf({ headcountBand: employer.headcountBand, ...history }, today),
    territoryClass: rural.has(employer.communeCode) ? RURAL : null,
    audience: prospect.audience,
    expectedHires: hires,
    capturedShare: capturedShare(history.offersInAYear, hires),
    position: positionOf(employer.communeCode),
    knowledge: prospect.knowledge,
    lockedBy: prospect.lockedBy,
    closedTo: prospect.closedTo,
    incumbent: history.incumbent,
    published: history.published,
    // Openness is judged on the plan's first day: whoever is closed then is in nobody's plan.
    contactableFrom: null,
  };
}

/** The centroid of a commune of the code list; null outside it: a distance that nobody knows costs nothing. */
function positionOf(communeCode: string): Position | null {
  const { latitude = null, longitude = null } = communeOf(communeCode) ?? {};
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
