import { Injectable } from '@nestjs/common';
import type { PlanRules, PlanWeights } from '#allocation/plan-inputs';
import { quotaPrices } from '#allocation/quota-prices';
import type { Transaction } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { Plan } from '../domain/plan';
import { posts } from '../domain/plan-wishes';
import {
  coverageFigures,
  inPosts,
  segmentFigures,
  structureFigures,
  unassignedFigures,
} from '../planning/board-figures';
import { type Change, changesBetween, type Place } from '../planning/plan-diff';
import type { Planned } from '../planning/planner';
import { cardOf, type EmployerCard } from './employer-card';
import { PinRepository } from './pin.repository';
import { TerritoryRepository } from './territory.repository';

const LINES = 50;

/** Plans and what-ifs as the committee reads them: figures with names and cards. */
@Injectable()
export class PlanBoardRepository {
  constructor(
    private readonly given: PinRepository,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
  ) {}

  /** The board of a plan or of a what-if on it; `onlyPartner` is whose pins may be read, null for all (BR-123). */
  async board(
    tx: Transaction,
    plan: Plan,
    planned: Planned,
    { scenarioId = null, onlyPartner }: { scenarioId?: string | null; onlyPartner: string | null },
  ) {
    const nameOf = await this.territories.partnerNames();
    const { inputs } = planned.problem;
    return {
      planId: plan.planId,
      scenarioId,
      version: plan.version,
      state: plan.state,
      inputsHash: plan.inputsHash,
      policyVersion: plan.policyVersion,
      value: inPosts(planned.territory.value),
      certificate: { ...planned.territory.certificate },
      computedInMs: planned.computedInMs,
      rules: rulesAnswer(inputs.rules),
      weights: weightsAnswer(inputs.weights),
      segments: segmentFigures(planned),
      structures: structureFigures(planned).map((one) => ({ ...one, partnerName: nameOf(one.partnerId) })),
      coverage: coverageFigures(planned),
      quotaPrices: quotaPrices(planned.problem, planned.territory.plan).map(
        ({ index: _, price: __, ...told }) => ({
          ...told,
          pricePercent: Number(told.pricePercent.toFixed(3)),
        }),
      ),
      unassignedByReason: unassignedFigures(planned),
      pins: await this.pins(tx, plan.planId, planned, onlyPartner),
      voices: await this.voicesOf(plan),
      warnings: planned.territory.warnings.map(({ code, detail }) => ({ code, detail })),
    };
  }

  /** What changes from one plan to the other, with the first lines that the caller may read. */
  async diff(before: Planned, after: Planned, onlyPartner: string | null) {
    const { figures, changes } = changesBetween(before, after);
    const isOwn = (place: Place | null) => place !== null && place.partnerId === onlyPartner;
    const seen = changes.filter(({ from, to }) => onlyPartner === null || isOwn(from) || isOwn(to));
    // Another partner's side of a line is not the caller's to read (BR-14).
    const side = (place: Place | null) => (onlyPartner === null || isOwn(place) ? placeAnswer(place) : null);
    const shown = seen.slice(0, LINES);
    const cards = await this.cardsOf(shown);
    const lines = shown.flatMap(({ employerId, from, to }) => {
      const employer = cards.get(employerId);
      return employer ? [{ employer, from: side(from), to: side(to) }] : [];
    });
    return { ...figures, lines };
  }

  /** The pins and forbids of a plan, those of one partner’s units alone for who may read no others. */
  async pins(tx: Transaction, planId: string, planned: Planned, onlyPartner: string | null) {
    const { structureAt, structures, inputs } = planned.problem;
    const pins = await this.given.of(tx, planId);
    const cards = await this.cardsOf(pins);
    const counted = new Set(
      [...inputs.pins, ...inputs.forbids].map((one) => `${one.employerId} ${one.structureId}`),
    );
    return pins.flatMap(({ pinId, kind, employerId, unitId, reason, until }) => {
      const structure = structures[structureAt.get(unitId) ?? -1];
      const employer = cards.get(employerId);
      if (!employer || (onlyPartner !== null && structure?.partnerId !== onlyPartner)) return [];
      const counts = counted.has(`${employerId} ${unitId}`);
      return [{ pinId, kind, employer, unitId, unitName: structure?.name ?? unitId, reason, until, counts }];
    });
  }

  /** Every member of the body, those that have not spoken as well. */
  private async voicesOf(plan: Plan) {
    const body = (await this.territories.byId([plan.territoryId])).get(plan.territoryId)?.body;
    const nameOf = await this.territories.partnerNames();
    const kinds = await this.territories.partnerKinds();
    return (body?.members ?? []).map(({ partnerId, voices }) => {
      const cast = plan.voices.find((one) => one.partnerId === partnerId);
      return {
        partnerId,
        partnerName: nameOf(partnerId),
        kind: kinds.get(partnerId) ?? null,
        voices: cast?.voices ?? voices,
        inFavour: cast?.inFavour ?? null,
        remark: cast?.remark ?? null,
        recordedAt: cast?.recordedAt ?? null,
      };
    });
  }

  private async cardsOf(rows: readonly Pick<Change, 'employerId'>[]): Promise<Map<string, EmployerCard>> {
    const employers = await this.employers.byId(rows.map((one) => one.employerId));
    return new Map([...employers].map(([employerId, employer]) => [employerId, cardOf(employer)]));
  }
}

const placeAnswer = (place: Place | null) =>
  place && { unitId: place.unitId, unitName: place.unitName, kind: place.kind };

/** The rules as they are asked for: penalties in posts. */
export const rulesAnswer = (rules: PlanRules) => ({
  floors: [...rules.floors],
  ceilings: [...rules.ceilings],
  coverage: [...rules.coverage],
  floorPenalty: posts(rules.floorPenalty),
  coveragePenalty: posts(rules.coveragePenalty),
});

const weightsAnswer = (weights: PlanWeights) => ({
  ...weights,
  visitEffect: posts(weights.visitEffect),
  travelPerKilometre: posts(weights.travelPerKilometre),
  incumbency: posts(weights.incumbency),
  publication: posts(weights.publication),
});
