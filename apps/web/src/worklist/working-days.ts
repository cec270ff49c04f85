import { regionOfCommune } from '#domain/holidays';
import { addDays, isWorkingDay, type LocalDate } from '#domain/local-date';

/** Working days that remain to answer, today not counted; 0 on the last day, -1 once it has passed. */
export const workingDaysLeft = (today: LocalDate, until: LocalDate, communeCode: string): number => {
  if (until < today) return -1;
  const region = regionOfCommune(communeCode);
  let left = 0;
  for (let day = addDays(today, 1); day <= until; day = addDays(day, 1))
    if (isWorkingDay(day, region)) left += 1;
  return left;
};
