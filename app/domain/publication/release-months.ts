import { addMonths, type IsoDate, type IsoMonth, monthOf } from '../dates';

/** Months that are over and have no release, oldest first. `firstDay` is that of the first report, if there is one. */
export function monthsToRelease(firstDay: IsoDate | null, released: readonly IsoMonth[], today: IsoDate): IsoMonth[] {
  const months: IsoMonth[] = [];
  if (firstDay === null) return months;
  for (let month = monthOf(firstDay); month < monthOf(today); month = addMonths(month, 1)) {
    if (!released.includes(month)) months.push(month);
  }
  return months;
}
