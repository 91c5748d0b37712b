/** Days over which the work of units is compared: a month, a quarter, a year. */
export const RECORD_DAYS = [31, 92, 365] as const;

/** The period that a query names, or else the year. */
export const recordDays = (text: string | null): number => RECORD_DAYS.find((days) => String(days) === text) ?? 365;
