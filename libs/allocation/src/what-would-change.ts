import { type Candidate, candidatesOf, type Ground, openOf } from './candidates';
import { decimal, hundredths } from './french-numbers';
import type { Hold } from './holds';
import { bestOf, type Nets, netOf } from './nets';
import type { EmployerInput, StructureInput } from './plan-inputs';
import { knowledgeScoreOf } from './score';

/** An employer, the prices that it meets, and where it goes now. */
interface Decision {
  readonly employer: EmployerInput;
  readonly ground: Ground;
  readonly nets: Nets;
  /** Index of the structure, or -1. */
  readonly chosen: number;
  readonly heldBy: Hold['by'] | null;
}

/**
 * The smallest change that would decide otherwise, in French. Each is tried, not guessed: the employer is scored again
 * with the change, eligibility (BR-27) included, and its nets are compared at the prices of this plan. Prices are held:
 * one employer moves them little, and the sentence says so.
 */
export function whatWouldChange(decision: Decision): string {
  const { chosen, heldBy, ground } = decision;
  if (heldBy !== null) return withoutTheHold(decision);
  const current = ground.structures[chosen] ?? null;
  const words = current
    ? [withoutSomeKnowledge(decision, current), withMoreKnowledge(decision, current)].filter(
        (one) => one !== null,
      )
    : [withMoreKnowledge(decision, null)].filter((one) => one !== null);
  if (words.length > 0) return `${words.join(' ')} À prix des visites inchangés.`;
  return outOfReach(decision, current);
}

function withoutTheHold(decision: Decision): string {
  const { employer, ground, nets, heldBy, chosen } = decision;
  const pins = new Map(ground.pins);
  if (heldBy === 'COMMITTEE') pins.delete(employer.employerId);
  const freed = candidatesOf({ ...employer, lockedBy: [] }, { ...ground, pins });
  const best = bestOf(freed, nets);
  const what = heldBy === 'COMMITTEE' ? 'Sans la décision du comité' : 'Sans cette offre ou cette convention';
  if (!best) return `${what}, personne ne le visiterait : aucune visite n’y vaudrait sa place.`;
  if (best.structure === chosen) return `${what}, il irait au même partenaire.`;
  return `${what}, il irait à ${ground.structures[best.structure]!.name}.`;
}

/** What the chosen partner would have to not know: a piece of evidence when there is one, else so many points. */
function withoutSomeKnowledge(decision: Decision, current: StructureInput): string | null {
  const knowledge = decision.employer.knowledge.find((one) => one.partnerId === current.partnerId);
  if (!knowledge || knowledge.score === 0) return null;
  const pieces = [...(knowledge.evidence ?? [])].sort((a, b) => a.points - b.points);
  for (const { points, words } of pieces) {
    const goes = winnerAt(decision, current.partnerId, Math.max(0, knowledge.score - points));
    if (goes !== current) return `Sans ${words}, ${destination(goes)}.`;
  }
  const leaves = (fewer: number) =>
    winnerAt(decision, current.partnerId, knowledge.score - fewer) !== current;
  const fewer = leastThat(leaves, Math.floor(knowledge.score));
  if (fewer === null) return null;
  const score = knowledge.score - fewer;
  const goes = winnerAt(decision, current.partnerId, score);
  const less =
    score < 1
      ? `Si ${current.name} ne le connaissait pas`
      : `Si ${current.name} ne le connaissait qu’à ${decimal(score, 0)} points sur 100 (${decimal(knowledge.score, 0)} aujourd’hui)`;
  return `${less}, ${destination(goes)}.`;
}

const destination = (structure: StructureInput | null): string =>
  structure ? `il irait à ${structure.name}` : 'personne ne le visiterait';

/** The partner that needs the fewest points of knowledge to take it over, or to be worth its place. */
function withMoreKnowledge(decision: Decision, current: StructureInput | null): string | null {
  let least: { structure: StructureInput; more: number } | null = null;
  for (const { structure } of rivals(decision, current)) {
    const own = decision.ground.structures[structure]!;
    const known = knowledgeScoreOf(decision.employer, own);
    const wins = (more: number) =>
      winnerAt(decision, own.partnerId, known + more)?.partnerId === own.partnerId;
    const more = leastThat(wins, Math.min(Math.floor(100 - known), least ? least.more - 1 : 100));
    if (more !== null) least = { structure: own, more };
  }
  if (!least) return null;
  const what = visitsOrPoints(decision, least.structure, least.more);
  return current
    ? `Avec ${what} de plus, ${least.structure.name} passerait devant.`
    : `Avec ${what} de plus, ${least.structure.name} le visiterait.`;
}

/** The least whole number from 1 to `most` that does it, when more always does as well; null when even `most` does not. */
function leastThat(does: (number: number) => boolean, most: number): number | null {
  if (most < 1 || !does(most)) return null;
  let [least, enough] = [1, most];
  while (least < enough) {
    const middle = Math.floor((least + enough) / 2);
    if (does(middle)) enough = middle;
    else least = middle + 1;
  }
  return enough;
}

/** « deux visites » where the policy says what a visit gives and so many are enough, « 8 points de connaissance » else. */
function visitsOrPoints(
  decision: Decision,
  { partnerId, ...structure }: StructureInput,
  more: number,
): string {
  const perVisit = decision.ground.weights.knowledgePerVisit;
  const inPoints = `${more} ${more === 1 ? 'point' : 'points'} de connaissance`;
  if (!perVisit) return inPoints;
  const visits = Math.ceil(more / perVisit);
  const known = knowledgeScoreOf(decision.employer, { partnerId, ...structure });
  const reached = winnerAt(decision, partnerId, Math.min(100, known + visits * perVisit));
  if (reached?.partnerId !== partnerId || visits > 3) return inPoints;
  return visits === 1 ? 'une visite tenue' : `${visits === 2 ? 'deux' : 'trois'} visites tenues`;
}

/** Structures of other partners that may visit it, the nearest to win first, then those that know it too little. */
function rivals({ employer, ground, nets }: Decision, current: StructureInput | null): Candidate[] {
  const others = candidatesOf(employer, ground).filter(
    ({ structure }) => ground.structures[structure]!.partnerId !== current?.partnerId,
  );
  const open = openOf(others).sort((a, b) => netOf(b, nets) - netOf(a, nets) || a.structure - b.structure);
  return [...open, ...others.filter(({ barrier }) => barrier?.kind === 'LESS_KNOWN')];
}

/** Where the employer would go if the partner knew it so well. */
function winnerAt(
  { employer, ground, nets }: Decision,
  partnerId: string,
  score: number,
): StructureInput | null {
  const others = employer.knowledge.filter((one) => one.partnerId !== partnerId);
  const known = employer.knowledge.find((one) => one.partnerId === partnerId);
  const changed = { ...(known ?? { partnerId, since: '9999-12-31', grounds: '' }), score };
  const best = bestOf(candidatesOf({ ...employer, knowledge: [...others, changed] }, ground), nets);
  return best && ground.structures[best.structure]!;
}

/** Knowledge alone does not decide: by how much the nearest falls short. */
function outOfReach(decision: Decision, current: StructureInput | null): string {
  const { nets, chosen } = decision;
  const candidates = candidatesOf(decision.employer, decision.ground);
  const nearest = openOf(rivals(decision, current))[0];
  if (!nearest && current)
    return 'Aucun autre partenaire ne peut y aller : seul le comité en déciderait autrement.';
  if (!nearest)
    return candidates.some(({ barrier }) => barrier?.kind === 'NOT_WORTH_IT')
      ? 'Il y faudrait plus d’embauches probables, ou une structure plus proche.'
      : 'Il reviendra dans le plan quand ce motif sera levé.';
  const own = openOf(candidates).find(({ structure }) => structure === chosen);
  const missing = (own ? netOf(own, nets) : 0) - netOf(nearest, nets);
  const { name } = decision.ground.structures[nearest.structure]!;
  return `Aucune connaissance de plus n’y suffirait : il manque ${hundredths(missing)} à ${name}, à prix des visites inchangés.`;
}
