import type { Policy } from '#contracts/policy';
import { addDays, type LocalDate } from '#domain/local-date';

interface Need {
  readonly arrivedOn: LocalDate;
  /** First day of the month in which the respondent means to hire, if it said so. */
  readonly hiringMonth: LocalDate | null;
  readonly seasonal: boolean;
}

/**
 * The day of the first recontact: 60 days after the answer arrived, or 30 days before the stated month, the earlier;
 * never before the arrival. A seasonal need whose month is over refers to the start of its next season (BR-56).
 */
export function firstRecontactOn(need: Need, policy: Policy): LocalDate {
  const afterArrival = addDays(need.arrivedOn, policy.recontactAfterArrivalDays);
  const month = referenceMonth(need);
  if (!month) return afterArrival;
  const beforeMonth = addDays(month, -policy.recontactBeforeMonthDays);
  const [earlier] = [beforeMonth, afterArrival].sort();
  return [earlier!, need.arrivedOn].sort()[1]!;
}

function referenceMonth({ arrivedOn, hiringMonth, seasonal }: Need): LocalDate | null {
  if (!hiringMonth || !seasonal || hiringMonth.slice(0, 7) >= arrivedOn.slice(0, 7)) return hiringMonth;
  const [year, rest] = [Number(arrivedOn.slice(0, 4)), hiringMonth.slice(4)];
  const thisYear = `${year}${rest}`;
  return thisYear.slice(0, 7) >= arrivedOn.slice(0, 7) ? thisYear : `${year + 1}${rest}`;
}
