import { headcountBand } from '#domain/codes/headcount-bands';
import { addDays, type LocalDate } from '#domain/local-date';

/**
 * The segments that the rules of a plan count by: coarser than the territory's segmentation, because floors and ceilings
 * are by structure, and a partition, because that keeps the optimum exact (allocation.md 2.2).
 */
export const PLAN_SEGMENTS = ['HIDDEN', 'KNOWN', 'LARGE', 'UNKNOWN'] as const;
export type PlanSegment = (typeof PLAN_SEGMENTS)[number];

const NAMES: Record<PlanSegment, string> = {
  HIDDEN: 'Marché caché',
  KNOWN: 'TPE et PME connues',
  LARGE: 'Grands comptes',
  UNKNOWN: 'Effectif inconnu',
};

export const planSegmentName = (segment: string): string => NAMES[segment as PlanSegment] ?? segment;

/** What tells an employer's segment, on the day of the freeze. */
export interface Prospected {
  readonly headcountBand: string;
  /** Local day of the last contact held with it, of the last offer that it entrusted; null when never. */
  readonly lastContactOn: LocalDate | null;
  readonly lastOfferOn: LocalDate | null;
}

const LARGE_FROM = 50;

/**
 * Large from 50 on; the hidden market is what is smaller, was not solicited for 12 months and entrusted no offer for 24
 * (report, L793-806; the months are our defaults); an unknown size is its own segment, never taken for small (BR-11).
 */
export function planSegmentOf(employer: Prospected, today: LocalDate): PlanSegment {
  const { min } = headcountBand(employer.headcountBand);
  if (min === null) return 'UNKNOWN';
  if (min >= LARGE_FROM) return 'LARGE';
  const solicited = isWithin(employer.lastContactOn, today, 365);
  const offered = isWithin(employer.lastOfferOn, today, 730);
  return solicited || offered ? 'KNOWN' : 'HIDDEN';
}

const isWithin = (day: LocalDate | null, today: LocalDate, days: number): boolean =>
  day !== null && day > addDays(today, -days);
