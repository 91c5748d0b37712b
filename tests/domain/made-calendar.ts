import type { IsoDate, WorkCalendar } from '~/domain/dates';

/**
 * Monday to Friday, corrected by the holidays and make-up days of the years that are `published` (all when left out).
 */
export function workCalendar(
  holidays: Iterable<IsoDate> = [],
  makeUpDays: Iterable<IsoDate> = [],
  isPublished: WorkCalendar['isPublished'] = () => true,
): WorkCalendar {
  const free = new Set(holidays);
  const worked = new Set(makeUpDays);
  const isWorkingDay = (day: IsoDate) => {
    if (worked.has(day)) return true;
    if (free.has(day)) return false;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  };
  return { isWorkingDay, isPublished };
}
