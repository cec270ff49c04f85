import { Injectable } from '@nestjs/common';
import { explain } from '#allocation/explain';
import type { ExplainedOption, Explanation } from '#allocation/explanation';
import { partnerKind } from '#domain/codes/partner-kinds';
import { NotFound } from '#domain/refused';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { posts } from '../domain/plan-wishes';
import type { Planned } from '../planning/planner';
import { cardOf } from './employer-card';
import { TerritoryRepository } from './territory.repository';

/** Whose prospects the caller may have explained; null is everybody's (BR-123). */
export interface Sees {
  readonly onlyPartner: string | null;
  readonly onlyUnit: string | null;
}

/** Explanations of a plan, as their reader may read them. */
@Injectable()
export class PlanExplanationRepository {
  constructor(
    private readonly employers: EmployerRefs,
    private readonly territories: TerritoryRepository,
  ) {}

  /**
   * Why the plan sends the employer where it does. Who reads for one partner is told of that partner's prospects alone
   * (404 otherwise), and of the others' options the network and the numbers, not the names nor the grounds (BR-14).
   */
  async explanation(planned: Planned, employerId: string, sees: Sees) {
    const found = explain(planned.problem, planned.territory.plan, employerId);
    const employer = (await this.employers.byId([employerId])).get(employerId);
    if (!found || !employer || !isFor(sees, found))
      throw new NotFound(
        'not-a-prospect',
        'Cet employeur n’est pas parmi les prospects de ce plan, ou pas les vôtres.',
      );
    return this.answer(found, employer, sees.onlyPartner);
  }

  private async answer(found: Explanation, employer: EmployerRef, onlyPartner: string | null) {
    const nameOf = await this.territories.partnerNames();
    const isShown = (partnerId: string) => onlyPartner === null || onlyPartner === partnerId;
    const whole = onlyPartner === null;
    return {
      employer: cardOf(employer),
      chosen: found.chosen,
      heldBy: found.heldBy,
      options: found.options.map((option) =>
        isShown(option.partnerId) ? named(option, nameOf) : masked(option),
      ),
      excluded: found.excluded
        .filter(({ partnerId }) => isShown(partnerId))
        .map(({ structureId: unitId, name: unitName, because }) => ({ unitId, unitName, because })),
      sentence: whole ? found.sentence : ownSentence(found),
      whatWouldChange: whole ? found.whatWouldChange : null,
      reason: found.reason,
    };
  }
}

function isFor({ onlyPartner, onlyUnit }: Sees, { chosen, options }: Explanation): boolean {
  if (onlyPartner === null) return true;
  const partnerId = options.find((one) => one.structureId === chosen)?.partnerId;
  return partnerId === onlyPartner && (onlyUnit === null || chosen === onlyUnit);
}

const figures = ({ kind, value, price, net }: ExplainedOption) => ({
  kind,
  value: posts(value),
  price: posts(price),
  net: posts(net),
});

const named = (option: ExplainedOption, nameOf: (partnerId: string) => string) => ({
  unitId: option.structureId,
  unitName: option.name,
  partnerId: option.partnerId,
  partnerName: nameOf(option.partnerId),
  ...figures(option),
  terms: option.terms.map(({ term, microPosts, words }) => ({ term, posts: posts(microPosts), words })),
});

const masked = (option: ExplainedOption) => {
  const { label } = partnerKind(option.kind);
  return {
    unitId: null,
    unitName: label,
    partnerId: null,
    partnerName: `Un autre partenaire (${label})`,
    ...figures(option),
    terms: [],
  };
};

/** The decision without anybody else's name. */
function ownSentence({ chosen, heldBy, options }: Explanation): string {
  if (heldBy === 'COMMITTEE') return 'Le comité vous a confié cet employeur.';
  if (heldBy === 'LOCK')
    return 'Vous y suivez déjà une offre ou une convention : vous en gardez la conduite.';
  const own = options.find((one) => one.structureId === chosen);
  const value = (posts(own?.value ?? 0) * 100).toLocaleString('fr-FR', { maximumFractionDigits: 1 });
  const net = (posts(own?.net ?? 0) * 100).toLocaleString('fr-FR', { maximumFractionDigits: 1 });
  return `Votre visite y vaut ${value} centièmes de poste, ${net} de plus que ce qu’elle vaudrait ailleurs : aucune autre n’y gagne davantage.`;
}
