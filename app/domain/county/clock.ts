import { addDays, type IsoDate } from '~/domain/dates';

/**
 * Why a clock is doubted: it is before what the log has, far from the database's, or ahead of days on which nothing was
 * recorded.
 */
export type ClockDoubt = 'behindRows' | 'otherThanDatabase' | 'aheadOfRows';

export type ClockFacts = {
  now: number;
  database: number;
  today: IsoDate;
  /** Of the newest row of the log by its day; null for none. */
  newestRow: IsoDate | null;
  /** Days of the log's newest checkpoints; a site that runs makes one a day. */
  checkpoints: readonly IsoDate[];
};

/** A database elsewhere may be some minutes apart; what is decided by days is not moved by them. */
const APART_MS = 10 * 60_000;
/** A running site has a checkpoint on at least one of the days so many before today. */
const QUIET_FROM = 3;
const QUIET_TO = 2;

/**
 * What speaks against a clock. A jump forward by four days or more leaves days without a checkpoint behind it, and so does a
 * site that stood still: which of the two it was, nobody can know from inside. So it is doubted for two days, in
 * which whoever runs the site is told; after that the days that were lived through stand in the log.
 */
export function clockDoubt({ now, database, today, newestRow, checkpoints }: ClockFacts): ClockDoubt | null {
  if (newestRow !== null && today < newestRow) return 'behindRows';
  if (Math.abs(now - database) > APART_MS) return 'otherThanDatabase';
  const before = addDays(today, -QUIET_FROM);
  const lived = checkpoints.some((day) => day >= before && day <= addDays(today, -QUIET_TO));
  return !lived && checkpoints.some((day) => day < before) ? 'aheadOfRows' : null;
}
