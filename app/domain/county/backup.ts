const HOUR_MS = 3_600_000;
/** One missed night may be chance; then somebody must look. */
export const BACKUP_OLD_HOURS = 48;

/** What can keep a backup from being made; `app/words` says each in words. */
export const BACKUP_PROBLEMS = [
  'noRecipient',
  'noFolder',
  'insideData',
  'otherSite',
  'noRoom',
  'filesAway',
  'underWay',
  'stopped',
  'unexpected',
] as const;
export type BackupProblem = (typeof BACKUP_PROBLEMS)[number];

/** A backup that could not be made. The message is for people. */
export class BackupError extends Error {
  readonly backupProblem: BackupProblem;

  constructor(problem: BackupProblem, message: string) {
    super(message);
    this.name = 'BackupError';
    this.backupProblem = problem;
  }
}

/** Checks a brand instead of using instanceof, since several bundles each hold a copy of the class. */
export const backupProblemOf = (error: unknown): BackupProblem | null =>
  (error as Partial<BackupError> | null)?.backupProblem ?? null;

/** How things stand with backups, as far as the site knows of them. */
export type BackupAge = { state: 'none' | 'fresh' | 'old'; hours: number | null };

export function backupAge(lastGood: number | null, now: number): BackupAge {
  if (lastGood === null) return { state: 'none', hours: null };
  const hours = Math.max(0, Math.floor((now - lastGood) / HOUR_MS));
  return { state: hours > BACKUP_OLD_HOURS ? 'old' : 'fresh', hours };
}

/** Of backups from the newest to the oldest, those that go because `keep` newer ones are there. */
export const tooMany = <T>(newestFirst: readonly T[], keep: number): T[] => newestFirst.slice(Math.max(1, keep));

/** The hour in China (UTC+8 all year). */
const chinaHour = (time: number): number => new Date(time + 8 * HOUR_MS).getUTCHours();

/**
 * Is it time for the night's backup? From `hour` on, China time, unless a good one was made since then. After a failure
 * it is tried again an hour later.
 */
export function backupDue(
  { lastGood, lastTry }: { lastGood: number | null; lastTry: number | null },
  hour: number,
  now: number,
): boolean {
  const sinceHour = (chinaHour(now) - hour + 24) % 24;
  const begin = now - sinceHour * HOUR_MS - (now % HOUR_MS);
  if (lastGood !== null && lastGood >= begin) return false;
  return lastTry === null || now - lastTry >= HOUR_MS;
}
