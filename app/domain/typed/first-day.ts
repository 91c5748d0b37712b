import { addDays, type IsoDate } from '../dates';
import { readWholeDay } from './day';

/** Drafts may not lie further ahead, since somebody has to remember them. */
const MAX_DAYS_AHEAD = 366;

export type FirstDayProblem = 'day' | 'past' | 'far';

/** From when a change shall hold: today where nothing is said, and neither past nor more than a year ahead. */
export function readFirstDay(typed: string, today: IsoDate): { day: IsoDate } | { problem: FirstDayProblem } {
  if (typed.trim() === '') return { day: today };
  const read = readWholeDay(typed);
  if ('problem' in read) return { problem: 'day' };
  if (read.day < today) return { problem: 'past' };
  return read.day > addDays(today, MAX_DAYS_AHEAD) ? { problem: 'far' } : { day: read.day };
}
