import { addMonths, type IsoDate, type IsoMonth, monthOf } from '~/domain/dates';

/** Days over which the work of units is compared: a month, a quarter, a year. */
export const RECORD_DAYS = [31, 92, 365] as const;

/** The period that a query names, or else the year. */
export const recordDays = (text: string | null): number => RECORD_DAYS.find((days) => String(days) === text) ?? 365;

/** How many whole months back can be assessed. */
const MONTHS = 12;

/** The whole months that can be assessed, the newest first. */
export const assessedMonths = (day: IsoDate): IsoMonth[] =>
  Array.from({ length: MONTHS }, (_, i) => addMonths(monthOf(day), -1 - i));
