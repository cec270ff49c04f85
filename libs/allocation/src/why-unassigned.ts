import type { UnassignedReason } from '#contracts/vocabulary';
import type { Candidate } from './candidates';
import { whyClosed } from './choose';
import type { EmployerInput } from './plan-inputs';

const SENTENCES: Readonly<Record<UnassignedReason, string>> = {
  OPTED_OUT: 'L’employeur a demandé à ne plus être sollicité.',
  COOL_DOWN: 'Un délai de carence court pour tous les partenaires.',
  CONTACT_BUDGET: 'L’employeur a déjà reçu toutes les sollicitations permises.',
  DECLINED_BY_ALL: 'Tous les partenaires qui pouvaient y aller ont décliné.',
  NO_PARTNER_COVERS: 'Aucun partenaire du plan ne couvre cet employeur.',
  CAPACITY_EXHAUSTED: 'Les visites de tous ceux qui pourraient y aller valent plus ailleurs.',
};

/**
 * Why nobody visits an employer, `candidates` being null when somebody may. Known reasons say it all: forbidden to all
 * who could go, or too far from all, is « nobody covers it », and the line says which.
 */
export function whyUnassigned(
  employer: EmployerInput,
  candidates: readonly Candidate[] | null,
): { reason: UnassignedReason; because: string } {
  if (candidates === null) return told('CAPACITY_EXHAUSTED');
  const barriers = candidates.map((one) => one.barrier?.kind);
  if (barriers.includes('NOT_WORTH_IT'))
    return told('NO_PARTNER_COVERS', 'Aucune visite n’y rapporterait plus que ne coûte son trajet.');
  if (barriers.includes('FORBIDDEN'))
    return told('NO_PARTNER_COVERS', 'Le comité l’interdit à tous ceux qui pourraient y aller.');
  return told(whyClosed(employer, candidates));
}

const told = (reason: UnassignedReason, because = SENTENCES[reason]) => ({ reason, because });
