import { type Candidate, candidatesOf, groundOf, type OpenCandidate, openOf } from './candidates';
import { kilometresBetween } from './distance';
import type { ExcludedOption, ExplainedOption, ExplainedTerm, Explanation } from './explanation';
import { sentenceOf, termWords, whyExcluded } from './explanation-words';
import type { OptimalPlan } from './instance';
import { type Nets, netOf, netsOf } from './nets';
import type { EmployerInput, StructureInput } from './plan-inputs';
import type { Problem } from './problem';
import { whatWouldChange } from './what-would-change';
import { whyUnassigned } from './why-unassigned';

/**
 * Why an employer goes to its structure, in numbers and in French: each structure that may visit it with the terms of
 * its score and the price of its visit, those that may not, and the smallest change that would decide otherwise. Null
 * when the plan does not know the employer.
 */
export function explain(problem: Problem, plan: OptimalPlan, employerId: string): Explanation | null {
  const at = problem.employerAt.get(employerId);
  if (at === undefined) return null;
  const employer = problem.employers[at]!;
  const ground = groundOf(problem.inputs, problem.structures);
  const candidates = candidatesOf(employer, ground);
  const nets = netsOf(problem, plan.prices, at);
  const chosen = plan.assignedTo[at]!;
  const open = inOrder(candidates, nets, chosen);
  const { reason } =
    chosen >= 0 ? { reason: null } : whyUnassigned(employer, open.length > 0 ? null : candidates);
  const bare = {
    employerId,
    chosen: problem.structures[chosen]?.structureId ?? null,
    heldBy: problem.holds.get(at)?.by ?? null,
    options: open.map((one) => optionOf(employer, problem.structures[one.structure]!, one, nets)),
    excluded: candidates.flatMap((one) => excludedOf(problem.structures[one.structure]!, one)),
    reason,
  };
  return {
    ...bare,
    sentence: sentenceOf(
      bare,
      chosen >= 0 ? null : whyUnassigned(employer, open.length > 0 ? null : candidates).because,
    ),
    whatWouldChange: whatWouldChange({ employer, ground, nets, chosen, heldBy: bare.heldBy }),
  };
}

const inOrder = (candidates: readonly Candidate[], nets: Nets, chosen: number): OpenCandidate[] =>
  openOf(candidates).sort(
    (a, b) =>
      Number(b.structure === chosen) - Number(a.structure === chosen) ||
      netOf(b, nets) - netOf(a, nets) ||
      a.structure - b.structure,
  );

function optionOf(
  employer: EmployerInput,
  structure: StructureInput,
  candidate: OpenCandidate,
  nets: Nets,
): ExplainedOption {
  const { structureId, partnerId, kind, name } = structure;
  const price = nets.priceOf(candidate.structure);
  return {
    structureId,
    partnerId,
    kind,
    name,
    terms: termsOf(employer, structure, candidate),
    value: candidate.value,
    price,
    net: candidate.value - price,
  };
}

function termsOf(
  employer: EmployerInput,
  structure: StructureInput,
  { terms, tieBreak }: OpenCandidate,
): ExplainedTerm[] {
  const knowledge = employer.knowledge.find((one) => one.partnerId === structure.partnerId);
  const kilometres = kilometresBetween(structure.position, employer.position);
  const words = termWords({ kind: structure.kind, knowledge, kilometres });
  const all: ExplainedTerm[] = [
    { term: 'UPLIFT', microPosts: terms.uplift, words: words.UPLIFT },
    { term: 'AFFINITY', microPosts: terms.affinity, words: words.AFFINITY },
    { term: 'RELATION', microPosts: terms.relation, words: words.RELATION },
    { term: 'TRAVEL', microPosts: terms.travel, words: words.TRAVEL },
    { term: 'INCUMBENCY', microPosts: terms.incumbency, words: words.INCUMBENCY },
    { term: 'PUBLICATION', microPosts: terms.publication, words: words.PUBLICATION },
    { term: 'TIE_BREAK', microPosts: tieBreak, words: words.TIE_BREAK },
  ];
  return all.filter((one) => one.term === 'UPLIFT' || one.microPosts !== 0);
}

function excludedOf(
  { structureId, partnerId, name }: StructureInput,
  { barrier }: Candidate,
): ExcludedOption[] {
  return barrier ? [{ structureId, partnerId, name, because: whyExcluded(barrier) }] : [];
}
