import type { Knowledge } from './inputs';

/** The one French line of why. No partner but the chosen one is named: agents read it (BR-14). */
export function whyKnown(
  knowledge: Knowledge | undefined,
  { passed, tied }: { passed: number | null; tied: number },
): string {
  const own = `${knowledge?.grounds ?? 'relation déclarée'} (${points(knowledge?.score ?? 0)})`;
  if (passed !== null)
    return `Le partenaire qui connaît le mieux cet employeur (${points(passed)}) n’a plus de visites disponibles ; vient ensuite : ${own}.`;
  if (tied > 0)
    return `Employeur bien connu : ${own} ; à égalité avec ${tied === 1 ? 'un autre partenaire' : `${tied} autres partenaires`}, la charge la plus faible a décidé.`;
  return `Meilleure connaissance de l’employeur : ${own}.`;
}

export const whyUnknown = (): string =>
  'Aucun partenaire ne connaît encore cet employeur : réseau le plus proche de ce type d’entreprise, avec des visites disponibles.';

export const whyLocked = (): string =>
  'Une offre de cet employeur est déjà suivie par ce partenaire : il en garde la conduite.';

/** « 40 points sur 100 ». */
export const points = (score: number): string => `${Math.round(score)} points sur 100`;
