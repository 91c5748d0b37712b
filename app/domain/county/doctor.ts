import { addDays, type IsoDate } from '../dates';
import type { BackupAge, BackupProblem } from './backup';
import { type ClockFacts, clockDoubt } from './clock';
import { type DutyLack, worstLack } from './duty-standing';

/** What one check found. `wrong`: the office cannot work, or may lose something; `warn`: it will be so. */
export type Level = 'ok' | 'warn' | 'wrong';

/** How a check can end; `app/words` says each in words, with what to do next. */
export const FINDINGS = {
  'data.ok': 'ok',
  'data.absent': 'wrong',
  'data.restoring': 'wrong',
  'disk.ok': 'ok',
  'disk.low': 'warn',
  'disk.full': 'wrong',
  'database.ok': 'ok',
  'database.unreachable': 'wrong',
  'database.otherMajor': 'wrong',
  'database.notCurrent': 'warn',
  'lock.ok': 'ok',
  'lock.waiting': 'warn',
  'clock.ok': 'ok',
  'clock.behindBuild': 'wrong',
  'clock.behindRows': 'wrong',
  'clock.otherThanDatabase': 'wrong',
  'clock.aheadOfRows': 'wrong',
  'mail.ok': 'ok',
  'mail.none': 'warn',
  'mail.refused': 'wrong',
  'webhook.ok': 'ok',
  'webhook.none': 'ok',
  'duty.ok': 'ok',
  'duty.noCounty': 'ok',
  'duty.noWay': 'wrong',
  'duty.noRoster': 'wrong',
  'duty.nobodyNow': 'wrong',
  'duty.holes': 'wrong',
  'duty.notReachable': 'wrong',
  'duty.failed': 'wrong',
  'duty.untested': 'warn',
  'duty.unacknowledged': 'wrong',
  'calendar.ok': 'ok',
  'calendar.thisYear': 'wrong',
  'calendar.nextYear': 'warn',
  'backup.ok': 'ok',
  'backup.none': 'wrong',
  'backup.old': 'wrong',
  'backup.failed': 'warn',
  'backup.missing': 'wrong',
  'holders.ok': 'ok',
  'holders.few': 'warn',
  'holders.closed': 'wrong',
  'holders.noCounty': 'warn',
  'certificate.ok': 'ok',
  'certificate.notChecked': 'ok',
  'certificate.unreachable': 'warn',
  'certificate.soon': 'warn',
  'certificate.expired': 'wrong',
  'certificate.notTrusted': 'wrong',
  'blobs.ok': 'ok',
  'blobs.unreachable': 'wrong',
  'blobs.keepsRemoved': 'wrong',
} as const satisfies Record<`${string}.${string}`, Level>;

export type FindingCode = keyof typeof FINDINGS;
/** Numbers and names for the words; none of it is about a report. */
export type Facts = {
  count?: number;
  limit?: number;
  day?: IsoDate;
  text?: string;
  problem?: BackupProblem;
};
export type Finding = { code: FindingCode; facts: Facts };

const found = (code: FindingCode, facts: Facts = {}): Finding => ({ code, facts });
export const levelOf = ({ code }: Finding): Level => FINDINGS[code];

/** The worst of all. */
export function worstOf(findings: readonly Finding[]): Level {
  const levels = findings.map(levelOf);
  return levels.includes('wrong') ? 'wrong' : levels.includes('warn') ? 'warn' : 'ok';
}

const MEGABYTE = 1_000_000;
const LOW_MB = 5_000;
const FULL_MB = 500;

/** Bytes for which there still is room. A report with its files may take a hundred megabytes. */
export function diskFinding(free: number): Finding {
  const count = Math.floor(free / MEGABYTE);
  if (count < FULL_MB) return found('disk.full', { count });
  return found(count < LOW_MB ? 'disk.low' : 'disk.ok', { count });
}

export type Clocks = ClockFacts & {
  /** Of the build that runs; null where it is not known. */
  builtOn: IsoDate | null;
};
/** Codes of authenticators are good for half a minute before and after. */
const APART_SECONDS = 30;

export function clockFinding({ builtOn, ...clock }: Clocks): Finding {
  const { now, database, today, newestRow, checkpoints } = clock;
  if (builtOn !== null && today < builtOn) return found('clock.behindBuild', { day: builtOn });
  if (newestRow !== null && today < newestRow) return found('clock.behindRows', { day: newestRow });
  const count = Math.round(Math.abs(now - database) / 1_000);
  if (count > APART_SECONDS) return found('clock.otherThanDatabase', { count });
  if (clockDoubt(clock) !== 'aheadOfRows') return found('clock.ok');
  const lived = checkpoints.filter((day) => day < addDays(today, -1)).sort();
  return found('clock.aheadOfRows', { day: lived.at(-1) ?? today });
}

/** The notice for a year comes in the autumn before it. */
export function calendarFinding(today: IsoDate, isPublished: (year: number) => boolean): Finding {
  const year = Number(today.slice(0, 4));
  if (!isPublished(year)) return found('calendar.thisYear', { count: year });
  if (today.slice(5) >= '12-01' && !isPublished(year + 1)) return found('calendar.nextYear', { count: year + 1 });
  return found('calendar.ok', { count: year });
}

export function backupFinding({
  state,
  hours,
  problem,
  missing,
}: BackupAge & { problem: BackupProblem | null; missing: number }): Finding {
  const why = problem === null ? {} : { problem };
  if (state === 'none') return found('backup.none', why);
  if (state === 'old') return found('backup.old', { count: hours ?? 0, ...why });
  if (missing > 0) return found('backup.missing', { count: missing });
  return problem === null ? found('backup.ok', { count: hours ?? 0 }) : found('backup.failed', { problem });
}

/** Whether danger to life reaches somebody. `open`: alerts past their hours, or of which somebody is told again. */
export function dutyFinding(lacks: readonly DutyLack[], open: number): Finding {
  if (open > 0) return found('duty.unacknowledged', { count: open });
  const worst = worstLack(lacks);
  return found(worst === null ? 'duty.ok' : `duty.${worst}`);
}

/** `lacking`: how many units have not two certified holders, and their names as one text. */
export function holdersFinding({ open, lacking, text }: { open: boolean; lacking: number; text: string }): Finding {
  const facts = { count: lacking, text };
  if (!open) return found('holders.closed', facts);
  return lacking > 0 ? found('holders.few', facts) : found('holders.ok');
}

const SOON_DAYS = 21;
const DAY_MS = 86_400_000;

/** `host` is the name by which browsers asked for it: a site may be served at several. */
export function certificateFinding(host: string, validTo: number, trusted: boolean, now: number): Finding {
  const facts = { count: Math.floor((validTo - now) / DAY_MS), text: host };
  if (validTo <= now) return found('certificate.expired', facts);
  if (!trusted) return found('certificate.notTrusted', facts);
  return found(facts.count < SOON_DAYS ? 'certificate.soon' : 'certificate.ok', facts);
}
