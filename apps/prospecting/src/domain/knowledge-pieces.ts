import type { EvidencePiece } from '#allocation/inputs';
import { type LocalDate, startOfLocalDay } from '#domain/local-date';
import type { Evidence, EvidenceKind } from './knowledge';

/** As read after « Sans … », the day following. */
const SEEN: Partial<Record<EvidenceKind, string>> = {
  PREFERENCE: 'la préférence de l’employeur, dite le',
  HIRE: 'l’embauche du',
  OFFER: 'l’offre confiée le',
  HELD_VISIT: 'la visite du',
};

/**
 * Each piece of a partner's evidence with what the score would lose without it, so that a plan can say which visit made
 * the difference. What a partner says of itself is one piece, as it is capped together (BR-21).
 */
export function evidencePieces(
  own: readonly Evidence[],
  scoreOf: (evidence: readonly Evidence[]) => number,
  today: LocalDate,
): EvidencePiece[] {
  const full = scoreOf(own);
  const piece = (words: string, left: readonly Evidence[]) => ({ points: full - scoreOf(left), words });
  const said = own.filter((one) => !SEEN[one.kind]);
  return [
    ...own.flatMap((one, at) => {
      const what = SEEN[one.kind];
      return what ? [piece(`${what} ${dayOf(one.on, today)}`, own.toSpliced(at, 1))] : [];
    }),
    ...(said.length > 0
      ? [
          piece(
            'ce que dit son fichier',
            own.filter((one) => SEEN[one.kind]),
          ),
        ]
      : []),
  ].filter(({ points }) => points > 0);
}

/** « 4 septembre », with its year when it is another one; « 1er mars ». */
function dayOf(on: LocalDate, today: LocalDate): string {
  const isOfThisYear = on.slice(0, 4) === today.slice(0, 4);
  const day = new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    day: 'numeric',
    month: 'long',
    ...(!isOfThisYear && { year: 'numeric' }),
  });
  return day.format(startOfLocalDay(on)).replace(/^1 /, '1er ');
}
