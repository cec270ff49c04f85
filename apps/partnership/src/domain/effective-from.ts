import { addDays, type LocalDate, localDateOf } from '#domain/local-date';
import { Invalid } from '#domain/refused';

/** When a decision is taken, in which zone, and whether it belongs to the first load of a territory by the operator. */
export interface Moment {
  readonly now: Date;
  readonly timeZone: string;
  readonly firstLoad: boolean;
}

/**
 * A commitment or a policy takes effect a day ahead at least, so that no decision already taken on that day stands on
 * two versions (ARCHITECTURE.md, "Decisions are pure and replayable"). The first load brings what was agreed before.
 */
export function checkAhead(effectiveFrom: LocalDate, { now, timeZone, firstLoad }: Moment): void {
  if (firstLoad) return;
  const earliest = addDays(localDateOf(now, timeZone), 1);
  if (effectiveFrom >= earliest) return;
  const detail = `La date d’effet doit être au moins le lendemain : ${earliest} ou après.`;
  throw new Invalid('effective-from-too-soon', detail, [
    { pointer: '/effectiveFrom', code: 'effective-from-too-soon', detail },
  ]);
}
