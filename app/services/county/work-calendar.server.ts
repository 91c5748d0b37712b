import chineseDays from 'chinese-days';
import type { WorkCalendar } from '~/domain/dates';

/** Days that the yearly notice always makes free; at least one of the three falls on a weekday. */
const NATIONAL_DAYS = ['10-01', '10-02', '10-03'];

/** Working days by the State Council's yearly notices, for the years that the library covers. */
export const statutoryCalendar: WorkCalendar = {
  isWorkingDay: (day) => chineseDays.isWorkday(day),
  isPublished: (year) => NATIONAL_DAYS.every((day) => !chineseDays.isWorkday(`${year}-${day}`)),
};
