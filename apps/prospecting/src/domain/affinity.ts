import type { PartnerKind } from '#contracts/vocabulary';
import { headcountBand } from '#domain/codes/headcount-bands';

/** Audience -> partner kind -> nearness. */
type Affinities = Readonly<Record<string, Readonly<Partial<Record<PartnerKind, number>>>>>;

/**
 * How near each network's public is to a size of establishment, 0 to 100: our default until the body sets its own
 * (BR-23). Cap emploi leans to those under the employment duty (20 and more), SIAE, PLIE and Missions locales to the
 * small ones, where the hidden market is (report, L793-806).
 */
export const DEFAULT_AFFINITIES: Affinities = {
  TPE: { MISSION_LOCALE: 60, PLIE: 60, SIAE: 60, POLE_EMPLOI: 50, CAP_EMPLOI: 30, CHAMBER: 60 },
  PME: { POLE_EMPLOI: 60, CAP_EMPLOI: 60, MISSION_LOCALE: 60, PLIE: 50, SIAE: 40, CHAMBER: 40 },
  ETI: { POLE_EMPLOI: 70, CAP_EMPLOI: 70, OPCA: 50, MISSION_LOCALE: 40, PLIE: 30, SIAE: 30 },
  GE: { POLE_EMPLOI: 70, CAP_EMPLOI: 70, OPCA: 50, MISSION_LOCALE: 40, PLIE: 30, SIAE: 30 },
  UNKNOWN: {},
};

/** The row of the table that an establishment falls in; UNKNOWN is never taken for small (BR-11). */
export const audienceOf = (band: string | null): string => headcountBand(band).sizeClass ?? 'UNKNOWN';

/** 0 to 100 by size of establishment: orders prospects of equal score, and is not shown. */
export const potentialOf = (band: string | null): number => Math.min(100, headcountBand(band).order * 7);
