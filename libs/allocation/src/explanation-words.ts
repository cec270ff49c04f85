import type { PartnerKind, UnassignedReason } from '#contracts/vocabulary';
import { PARTNER_KINDS } from '#domain/codes/partner-kinds';
import type { Barrier } from './candidates';
import type { ExplainedOption, Explanation, Term } from './explanation';
import { decimal, difference } from './french-numbers';
import type { Knowledge } from './inputs';

/** What each term of a score is called on the screen. */
export function termWords(of: {
  kind: PartnerKind;
  knowledge: Knowledge | undefined;
  kilometres: number | null;
}): Readonly<Record<Term, string>> {
  const network = PARTNER_KINDS.find((one) => one.kind === of.kind)?.label ?? of.kind;
  return {
    UPLIFT: 'Embauches probables, non captées',
    AFFINITY: `Affinité : public du réseau ${network}`,
    RELATION: `Relation : ${of.knowledge?.grounds ?? 'aucune'}`,
    TRAVEL: of.kilometres === null ? 'Trajet inconnu' : `Trajet : ${decimal(of.kilometres)} km et retour`,
    INCUMBENCY: 'Chef de file en place',
    PUBLICATION: 'Choix de la dernière version publiée',
    TIE_BREAK: 'Départage entre valeurs égales',
  };
}

const CLOSED: Readonly<Record<UnassignedReason, string>> = {
  OPTED_OUT: 'L’employeur ne veut plus être sollicité.',
  COOL_DOWN: 'Un délai de carence court pour ce partenaire.',
  CONTACT_BUDGET: 'L’employeur a déjà reçu toutes les sollicitations permises.',
  DECLINED_BY_ALL: 'Ce partenaire a décliné.',
  NO_PARTNER_COVERS: 'Ce partenaire ne couvre pas cet employeur.',
  CAPACITY_EXHAUSTED: 'Ce partenaire n’a plus de visites disponibles.',
};

/** Why a structure may not visit the employer. */
export function whyExcluded(barrier: Barrier): string {
  switch (barrier.kind) {
    case 'CLOSED':
      return CLOSED[barrier.reason];
    case 'FORBIDDEN':
      return 'Le comité l’interdit à cette structure.';
    case 'LESS_KNOWN':
      return `Ce partenaire le connaît trop peu (${decimal(barrier.score, 0)} points contre ${decimal(barrier.best, 0)} pour le mieux placé).`;
    case 'NOT_WORTH_IT':
      return 'La visite rapporterait moins que ne coûte son trajet.';
  }
}

/** The decision in one sentence: where, at which net value, against whom. */
export function sentenceOf(
  { options, chosen, heldBy }: Pick<Explanation, 'options' | 'chosen' | 'heldBy'>,
  unassigned: string | null,
): string {
  const [first, ...others] = options;
  if (unassigned !== null || !first) {
    const best = first ? ` La mieux placée, ${reckoned(first)}, n’y gagnerait rien.` : '';
    return `${unassigned ?? ''}${best}`;
  }
  if (heldBy !== null)
    return heldBy === 'COMMITTEE'
      ? `Le comité l’a confié à ${first.name} : ${reckoned(first)}.`
      : `${first.name} y suit déjà une offre ou une convention et en garde la conduite : ${reckoned(first)}.`;
  const runnerUp = others.find((one) => one.structureId !== chosen);
  if (!runnerUp) return `Seule structure qui puisse y aller : ${reckoned(first)}.`;
  const dearer = runnerUp.value > first.value && runnerUp.price > 0;
  const cost = dearer ? ', dont la visite vaut plus ici mais manquerait davantage ailleurs' : '';
  return `Valeur nette la plus haute : ${reckoned(first)}. Vient ensuite ${reckoned(runnerUp)}${cost}.`;
}

/** « Cap emploi Jaumont, 87,8 − 29,6 = 58,2 ». */
const reckoned = ({ name, value, net }: ExplainedOption): string => `${name}, ${difference(value, net)}`;
