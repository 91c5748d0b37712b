import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import type { Shown } from '~/domain/shown-entry';
import { type FirstDayProblem, readFirstDay } from '~/domain/typed/first-day';
import { shownPhone } from '~/domain/typed/number';
import { namesShown, plainName, readNames } from './register-entry';

/** What everybody reads of the county itself: its names and the hotline beside them. */
export type CountyEntry = { names: Localized; hotline: string };
export type TypedCounty = CountyEntry & { fromDay: string };
export type CountyFieldProblem = { field: string; problem: FirstDayProblem | 'missing' | 'tooLong' };
type Read = { ok: true; entry: CountyEntry; fromDay: IsoDate } | { ok: false; problems: CountyFieldProblem[] };

const LONGEST_HOTLINE = 40;

/** The checked entry and the day from which it shall hold, or else what is wrong by field. */
export function readCounty(typed: TypedCounty, today: IsoDate): Read {
  const found: Parameters<typeof readNames>[2] = [];
  const names = readNames('name', typed.names, found);
  const problems = found.map(({ field, problem }): CountyFieldProblem => {
    return { field, problem: problem === 'tooLong' ? 'tooLong' : 'missing' };
  });
  const hotline = plainName(shownPhone(typed.hotline));
  if (hotline === '') problems.push({ field: 'hotline', problem: 'missing' });
  if (hotline.length > LONGEST_HOTLINE) problems.push({ field: 'hotline', problem: 'tooLong' });
  const day = readFirstDay(typed.fromDay, today);
  if ('problem' in day) problems.push({ field: 'fromDay', problem: day.problem });
  if (problems.length > 0 || 'problem' in day) return { ok: false, problems };
  return { ok: true, entry: { names, hotline }, fromDay: day.day };
}

/** The form values of what stands. */
export const countyShown = ({ names, hotline }: CountyEntry): Shown => ({ ...namesShown('name', names), hotline });

export const sameCounty = (a: CountyEntry, b: CountyEntry): boolean =>
  JSON.stringify(countyShown(a)) === JSON.stringify(countyShown(b));
