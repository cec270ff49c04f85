import type { Conflict, ConflictKind, ConflictOutcome } from './conflict';

/** What is asked, in the words of a page. */
export const QUESTIONS: Readonly<Record<ConflictKind, string>> = {
  JOINT_OR_REDUNDANT:
    'Deux partenaires déclarent une visite chez cet employeur à la même date : visite conjointe ou redondante ?',
  POSSIBLE_DUPLICATE:
    'Deux de vos logiciels déclarent un contact avec cet employeur à la même date : est-ce le même ?',
  OPT_OUT_QUESTION: 'Cet employeur a refusé d’être sollicité : s’oppose-t-il à toute prospection ?',
  TWO_PARTNERS_ONE_EMPLOYER:
    'Deux partenaires suivent chacun une offre de cet employeur : qui doit en être chef de file ?',
  DIVERGING_SIRET:
    'La même visite a été déclarée sous deux SIRET : quel est l’établissement qui a été visité ?',
  CLOSURE_TO_CONFIRM: 'Un conseiller signale que cet établissement est fermé : est-ce confirmé ?',
  DUPLICATE_TO_CONFIRM: 'Un conseiller signale que cet employeur est connu deux fois : est-ce confirmé ?',
};

export const OUTCOME_WORDS: Readonly<Record<ConflictOutcome, string>> = {
  JOINT: 'Visite conjointe : elle compte une fois',
  SAME: 'C’est le même contact : il compte une fois',
  SEPARATE: 'Deux contacts distincts',
  OPT_OUT: 'Oui : il s’oppose à toute prospection',
  NOT_NOW: 'Pas maintenant : il est laissé en paix six mois',
  NO_OPPOSITION: 'Non : un autre partenaire peut le solliciter',
  EACH_ITS_OFFER: 'Chacun suit son offre ; le chef de file reste celui qui connaît le mieux l’employeur',
  LEAD_TO: 'Un partenaire devient chef de file',
  FIRST_SIRET: 'L’établissement déclaré en premier est le bon',
  OTHER_SIRET:
    'L’établissement déclaré ensuite est le bon : annulez la visite, puis déclarez-la sous ce SIRET',
  IS_CLOSED: 'Oui : il est fermé, personne n’y est envoyé',
  STILL_OPEN: 'Non : il est ouvert, un autre partenaire peut le solliciter',
  IS_DUPLICATE: 'Oui : c’est un doublon, personne n’y est envoyé',
  NO_DUPLICATE: 'Non : c’est un autre employeur, un autre partenaire peut le solliciter',
};

/** Who decided; null while the question is open or when nobody needed to. */
export function decidedBy({ state }: Pick<Conflict, 'state'>): 'PARTNERS' | 'COORDINATION' | 'RULE' | null {
  if (state === 'ANSWERED') return 'PARTNERS';
  if (state === 'SETTLED') return 'COORDINATION';
  return state === 'DECIDED_BY_RULE' ? 'RULE' : null;
}
