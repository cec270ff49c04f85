import type { Hold } from './holds';
import type { EmployerInput, StructureInput } from './plan-inputs';
import type { PlannedAssignment } from './planned-territory';
import { knowledgeScoreOf } from './score';
import { points, whyKnown, whyLocked } from './words';

type Why = Pick<PlannedAssignment, 'rule' | 'because'>;

/** The rule that decided and its French line. No other partner is named: agents read it (BR-14). */
export function whyAssigned(
  employer: EmployerInput,
  structure: StructureInput,
  heldBy: Hold['by'] | null,
): Why {
  if (heldBy === 'COMMITTEE')
    return { rule: 'PIN', because: 'Le comité du plan a choisi ce partenaire pour cet employeur.' };
  if (heldBy === 'LOCK') return { rule: 'BR-24', because: whyLocked() };
  const best = bestScoreOf(employer);
  if (best === 0)
    return {
      rule: 'BR-25',
      because:
        'Aucun partenaire ne connaît encore cet employeur : c’est d’ici que sa visite rapporte le plus, trajet et visites disponibles comptés.',
    };
  const own = employer.knowledge.find((one) => one.partnerId === structure.partnerId);
  const score = knowledgeScoreOf(employer, structure);
  if (score >= best) return { rule: 'BR-22', because: whyKnown(own, { passed: null, tied: 0 }) };
  return {
    rule: 'BR-27',
    because: `Un partenaire connaît mieux cet employeur (${points(best)}), mais ses visites valent plus ailleurs ; ici : ${own?.grounds ?? 'relation à nouer'} (${points(score)}).`,
  };
}

/** The best knowledge score of those to whom the employer is open. */
function bestScoreOf({ knowledge, closedTo }: EmployerInput): number {
  const closed = new Set(closedTo.map((one) => one.partnerId));
  return Math.max(0, ...knowledge.filter((one) => !closed.has(one.partnerId)).map((one) => one.score));
}
