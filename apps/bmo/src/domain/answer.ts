import type { IntentionOutcome } from '#contracts/vocabulary';
import { fapOf } from '#domain/codes/fap';
import { isRome } from '#domain/codes/rome';
import { isLocalDate, type LocalDate } from '#domain/local-date';
import { Invalid } from '#domain/refused';

/** What the partner learned of an intention. */
export interface Answer {
  readonly outcome: IntentionOutcome;
  readonly hired?: number | null;
  readonly stillOpen?: number | null;
  readonly postponedTo?: LocalDate | null;
  /** The job of the posts still open, when the partner knows it better than the table of families (BR-57). */
  readonly romeCode?: string | null;
}

export interface SettledAnswer {
  readonly outcome: IntentionOutcome;
  readonly hired: number;
  readonly stillOpen: number;
  readonly postponedTo: LocalDate | null;
  /** Only where posts are still open. */
  readonly romeCode: string | null;
}

/**
 * Checks an answer against its outcome (BR-52) and fills in what goes without saying: all that was intended. More may
 * be hired than was intended. Throws Invalid, naming the field.
 */
export function settledAnswer(
  need: { readonly fapCode: string; readonly positions: number },
  answer: Answer,
  today: LocalDate,
): SettledAnswer {
  const { outcome } = answer;
  const hires = outcome === 'HIRED' || outcome === 'PARTLY_HIRED';
  const hired = hires ? (answer.hired ?? (outcome === 'HIRED' ? need.positions : 0)) : 0;
  if (hires && hired < 1)
    throw fault('hired', 'number-needed', 'Indiquez combien de personnes ont été embauchées.');
  const stillOpen = openPosts(need.positions, answer, hired);
  if (outcome === 'STILL_OPEN' && stillOpen < 1)
    throw fault('stillOpen', 'number-needed', 'Indiquez combien de postes sont encore ouverts.');
  const postponedTo = outcome === 'POSTPONED' ? (answer.postponedTo ?? null) : null;
  if (outcome === 'POSTPONED' && !(postponedTo && isLocalDate(postponedTo) && postponedTo > today))
    throw fault('postponedTo', 'date-needed', 'Indiquez à quelle date, à venir, le recrutement est reporté.');
  return {
    outcome,
    hired,
    stillOpen,
    postponedTo,
    romeCode: stillOpen > 0 ? romeFor(need.fapCode, answer.romeCode ?? null) : null,
  };
}

function openPosts(positions: number, answer: Answer, hired: number): number {
  if (answer.outcome === 'STILL_OPEN') return answer.stillOpen ?? positions;
  if (answer.outcome === 'PARTLY_HIRED') return answer.stillOpen ?? Math.max(positions - hired, 0);
  return 0;
}

/** The partner's own ROME code, else the first that the table of families proposes (derived, not official). */
function romeFor(fapCode: string, chosen: string | null): string {
  const romeCode = chosen ?? fapOf(fapCode)?.romeCodes[0];
  if (!romeCode)
    throw fault(
      'romeCode',
      'rome-needed',
      'Aucun métier ROME ne correspond à cette famille : indiquez son code.',
    );
  if (!isRome(romeCode)) throw fault('romeCode', 'rome-unknown', 'Ce code ROME n’existe pas : vérifiez-le.');
  return romeCode;
}

const fault = (field: string, code: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer: `/${field}`, code, detail }]);
