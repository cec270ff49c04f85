import { Invalid } from './refused';

const WEEKS_OR_DAYS_AND_TIME = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds (`P3D`, `P1W`, `PT1H30M`).
 * Years and months are refused: they have no fixed length. A day is 24 hours here; deadlines in days use local dates.
 */
export function parseDuration(text: string): number {
  const match = WEEKS_OR_DAYS_AND_TIME.exec(text.trim());
  if (!match || /[PT]$/.test(text.trim()))
    throw new Invalid(
      'duration-unreadable',
      'La durée doit suivre la norme ISO 8601, en semaines, jours, heures, minutes ou secondes : par exemple P3D ou PT12H.',
    );
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return ((((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
}
