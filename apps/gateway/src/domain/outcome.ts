import { NATIONAL_POLICY } from '#contracts/policy';

/** What became of a report, in the words of the partner that sent it. */
export const OUTCOMES = ['RECEIVED', 'APPLIED', 'FLAGGED', 'QUARANTINED', 'REFUSED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

interface Judged {
  /** As projected: RECORDED, QUARANTINED, REFUSED; null until prospecting has judged. */
  readonly outcome: string | null;
  readonly judgement: string | null;
  readonly justification: string | null;
  readonly reason: string | null;
}

const JUSTIFIED: Readonly<Record<string, string>> = {
  JOINT_VISIT: 'visite conjointe',
  EMPLOYER_REQUEST: 'à la demande de l’employeur',
  OFFER_FOLLOW_UP: 'suivi d’une offre',
  ARBITRATION: 'arbitrage de la coordination',
};

/** A contact on an employer that another partner leads is applied and flagged, never refused (BR-31, BR-51). */
export function outcomeOf({ outcome, judgement, justification, reason }: Judged): {
  outcome: Outcome;
  because: string;
} {
  if (outcome === 'QUARANTINED')
    return {
      outcome: 'QUARANTINED',
      because:
        'Employeur inconnu à ce jour : le contact attend, et sera pris en compte dès qu’il sera connu.',
    };
  if (outcome === 'REFUSED')
    return {
      outcome: 'REFUSED',
      because: `Le contact n’a pas pu être pris en compte : ${reason ?? 'sans motif'}.`,
    };
  if (outcome !== 'RECORDED')
    return { outcome: 'RECEIVED', because: 'Reçu et gardé ; la prise en compte est en cours.' };
  if (judgement === 'REDUNDANT')
    return {
      outcome: 'FLAGGED',
      because: 'Pris en compte et signalé : un autre partenaire avait rencontré cet employeur peu avant.',
    };
  if (judgement === 'JUSTIFIED')
    return {
      outcome: 'FLAGGED',
      because: `Pris en compte, hors de votre plan, mais justifié : ${JUSTIFIED[justification ?? ''] ?? 'motif connu'}.`,
    };
  return { outcome: 'APPLIED', because: 'Pris en compte.' };
}

const DAY = 86_400_000;

/** BR-48: a report received long after what it tells is accepted and marked; a planned visit lies ahead, never late. */
export const isLate = ({ occurredAt, receivedAt }: { occurredAt: Date; receivedAt: Date }): boolean =>
  receivedAt.getTime() - occurredAt.getTime() > NATIONAL_POLICY.lateReportDays * DAY;
