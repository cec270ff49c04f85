import type { UnassignedReason } from '#contracts/vocabulary';
import { chooseKnown, chooseLocked, chooseUnknown, type Ground, openTo, whyClosed } from './choose';
import type { AllocatedPlan, AllocationInputs, Assignment, ProspectInput } from './inputs';
import { Loads } from './loads';
import { byText, stableHash } from './stable-hash';

/**
 * The greedy plan, prospect by prospect: locks first (BR-24), then by highest score (BR-22, BR-23, BR-27), a share of
 * each capacity kept for employers that nobody knows (BR-25). Pure: the same inputs, in any order, give the same plan.
 * A unit's capacity is exceeded by locks alone, and that is shown in `loads`. Status P is in neither list (BR-10).
 */
export function allocate(inputs: AllocationInputs): AllocatedPlan {
  const partners = [...inputs.partners].sort((a, b) => byText(a.partnerId, b.partnerId));
  const ground: Ground = { ...inputs, partners, loads: new Loads(partners) };
  const outcome = new Map<string, Assignment | UnassignedReason>();
  const waiting = ordered(inputs.prospects, ground);

  for (const prospect of waiting) settle(outcome, prospect, chooseLocked(prospect, ground));
  const { closed, known, unknown } = sorted(
    waiting.filter((prospect) => !outcome.has(prospect.employerId)),
    ground,
  );
  for (const prospect of closed) settle(outcome, prospect, whyClosed(prospect, partners));

  const kept = explorationShare(ground, unknown.length);
  for (const prospect of known) settle(outcome, prospect, chooseKnown(prospect, ground, kept));
  for (const prospect of unknown) settle(outcome, prospect, chooseUnknown(prospect, ground));
  // What exploration left over serves the known prospects that were turned away for it.
  for (const prospect of known) {
    if (outcome.get(prospect.employerId) === 'CAPACITY_EXHAUSTED')
      settle(
        outcome,
        prospect,
        chooseKnown(prospect, ground, () => 0),
      );
  }
  return planOf(outcome, ground);
}

/** One prospect between two plans: the same rules, nothing kept for exploration. */
export function allocateOne(inputs: AllocationInputs): Assignment | UnassignedReason {
  const plan = allocate({ ...inputs, policy: { ...inputs.policy, explorationPercent: 0 } });
  return plan.assignments[0] ?? plan.unassigned[0]?.reason ?? 'NO_PARTNER_COVERS';
}

function settle(
  outcome: Map<string, Assignment | UnassignedReason>,
  prospect: ProspectInput,
  choice: Assignment | UnassignedReason | undefined,
): void {
  if (choice !== undefined) outcome.set(prospect.employerId, choice);
}

/** Best score first, then potential, then a hash: never by id or date of creation (BR-23). */
function ordered(prospects: readonly ProspectInput[], ground: Ground): ProspectInput[] {
  const ranked = prospects
    .filter((prospect) => !prospect.partialDiffusion)
    .map((prospect) => ({
      prospect,
      score: bestScore(prospect, ground),
      hash: stableHash(`${prospect.employerId}:${ground.planId}`),
    }));
  ranked.sort(
    (a, b) =>
      b.score - a.score ||
      b.prospect.potential - a.prospect.potential ||
      a.hash - b.hash ||
      byText(a.prospect.employerId, b.prospect.employerId),
  );
  return ranked.map((one) => one.prospect);
}

function sorted(prospects: readonly ProspectInput[], ground: Ground) {
  const closed: ProspectInput[] = [];
  const known: ProspectInput[] = [];
  const unknown: ProspectInput[] = [];
  for (const prospect of prospects) {
    if (openTo(prospect, ground.partners).length === 0) closed.push(prospect);
    else (bestScore(prospect, ground) > 0 ? known : unknown).push(prospect);
  }
  return { closed, known, unknown };
}

const bestScore = (prospect: ProspectInput, ground: Ground): number =>
  Math.max(0, ...openTo(prospect, ground.partners).map((one) => one.score));

/** BR-25: visits of each partner that known employers may not use while unknown ones wait. */
function explorationShare(ground: Ground, unknown: number): (partnerId: string) => number {
  if (unknown === 0) return () => 0;
  return (partnerId) =>
    Math.floor((ground.loads.capacityOf(partnerId) * ground.policy.explorationPercent) / 100);
}

function planOf(outcome: ReadonlyMap<string, Assignment | UnassignedReason>, ground: Ground): AllocatedPlan {
  const employers = [...outcome.keys()].sort(byText);
  const choices = employers.map((employerId) => ({ employerId, choice: outcome.get(employerId)! }));
  return {
    assignments: choices.flatMap(({ choice }) => (typeof choice === 'string' ? [] : [choice])),
    unassigned: choices.flatMap(({ employerId, choice }) =>
      typeof choice === 'string' ? [{ employerId, reason: choice }] : [],
    ),
    loads: ground.loads.all(),
  };
}
