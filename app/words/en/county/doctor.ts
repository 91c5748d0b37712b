import type { Facts } from '~/domain/county/doctor';
import type { Shape } from '~/words/define';
import type { doctorWords as zh } from '~/words/zh/county/doctor';
import { backupWords } from './backup';
import { rosterWords } from './roster';

const n = (count?: number) => String(count ?? 0);
const why = ({ problem }: Facts) => (problem === undefined ? '' : ` ${backupWords.problems[problem]}`);

/** What `anshao doctor` says, each with what to do next. */
export const doctorWords: Shape<typeof zh> = {
  levels: { ok: 'ok       ', warn: 'WARNING  ', wrong: 'WRONG    ' },
  results: {
    ok: 'All is well.',
    warn: 'It works for now; see to what is marked WARNING soon.',
    wrong: 'Something is wrong: see to what is marked WRONG at once.',
  },
  found: {
    'data.ok': () => 'Data folder: there.',
    'data.absent': ({ text }) => `Data folder: ${text ?? ''} does not exist. Check ANSHAO_DATA, or mount the disk.`,
    'data.restoring': ({ text }) =>
      `Data folder: backup ${text ?? ''} is half restored. Run "anshao restore" again until it is done.`,
    'disk.ok': ({ count }) => `Disk: room for ${n(count)} MB.`,
    'disk.low': ({ count }) => `Disk: only ${n(count)} MB left. Make it larger, or remove other files.`,
    'disk.full': ({ count }) => `Disk: only ${n(count)} MB left; soon no report can be taken. Make room at once.`,
    'database.ok': () => 'Database: reachable and up to date.',
    'database.unreachable': () =>
      'Database: not reachable. Check DATABASE_URL; for the embedded one see postgres.log in the data folder.',
    'database.otherMajor': ({ count, limit }) =>
      `Database: its files are of PostgreSQL ${n(count)}, and this program brings ${n(limit)}. Make a backup with the program of before, move the folders postgres and blobs away, restore with this one.`,
    'database.notCurrent': () => 'Database: not brought up to date yet. Run "anshao migrate", or restart the site.',
    'lock.ok': () => 'Locks: nothing waits long.',
    'lock.waiting': ({ count, limit }) =>
      `Locks: ${n(count)} operations wait for a lock, the longest for ${n(limit)} seconds. Find the program that holds the database (a command by hand, maintenance that did not end) and stop it.`,
    'clock.ok': () => 'Clock: nothing wrong was found.',
    'clock.behindBuild': ({ day }) =>
      `Clock: slow; it is before ${day ?? ''}, when this program was made. Set it (NTP).`,
    'clock.behindRows': ({ day }) =>
      `Clock: slow, or it was fast once: the log has something of ${day ?? ''} already. Set it (NTP), then look at the log.`,
    'clock.otherThanDatabase': ({ count }) =>
      `Clock: ${n(count)} seconds apart from the database server's; codes of authenticators fail. Set both (NTP).`,
    'clock.aheadOfRows': ({ day }) =>
      `Clock: it may be fast: nothing was recorded for days after ${day ?? ''}. Either the site stood still, or the clock jumped ahead. Compare the date and set it (NTP); for these two days nothing is deleted or lapses by itself.`,
    'mail.ok': () => 'Mail: the mail server takes connections.',
    'mail.none': () => 'Mail: SMTP_URL is not set; nobody is told of danger to life or of last days.',
    'mail.refused': ({ text }) =>
      `Mail: the mail server refuses or cannot be reached${text ? ` (${text})` : ''}. Check address, port, user and password in SMTP_URL.`,
    'webhook.ok': () => 'Gateway: set. Whether messages arrive is tried on the page “Duty roster”.',
    'webhook.none': () => 'Gateway: ANSHAO_WEBHOOK_URL is not set.',
    'duty.ok': () => 'Duty: every department always has somebody on duty, and the last messages arrived.',
    'duty.noCounty': () => 'Duty: no county is set up yet.',
    'duty.noWay': () => `Duty: ${rosterWords.lacks.noWay}`,
    'duty.noRoster': () => `Duty: ${rosterWords.lacks.noRoster}`,
    'duty.nobodyNow': () => `Duty: ${rosterWords.lacks.nobodyNow}`,
    'duty.holes': () => 'Duty: at some hours of the week nobody is on duty. Fill the holes on the page “Duty roster”.',
    'duty.notReachable': () => `Duty: ${rosterWords.lacks.notReachable}`,
    'duty.failed': () => 'Duty: the last message did not arrive. See why on the page “Duty roster”, and send a test.',
    'duty.untested': () => `Duty: ${rosterWords.lacks.untested}`,
    'duty.unacknowledged': ({ count }) =>
      `Duty: ${n(count)} reports of danger to life were not confirmed by those who were told, or are past their hours. Call them now.`,
    'calendar.ok': ({ count }) => `Holidays: those of ${n(count)} are known.`,
    'calendar.thisYear': ({ count }) =>
      `Holidays: those of ${n(count)} are not known; last days count weekends only. Update the program, or enter them on the page Working days.`,
    'calendar.nextYear': ({ count }) =>
      `Holidays: those of ${n(count)} are not known yet. Update the program before the year ends, or enter them on the page Working days.`,
    'backup.ok': ({ count }) => `Backup: ${backupWords.fresh(count ?? 0)}`,
    'backup.none': (facts) => `Backup: none was ever made. Set ANSHAO_BACKUP_DIR, or run "anshao backup".${why(facts)}`,
    'backup.old': (facts) =>
      `Backup: the last good one is ${n(facts.count)} hours old. Look for backup.failed in the log, and run "anshao backup".${why(facts)}`,
    'backup.failed': (facts) => `Backup: there is a new one, but:${why(facts)}`,
    'backup.missing': ({ count }) =>
      `Backup: ${n(count)} files are not in the store of files. Check the disk, and get them from an older backup.`,
    'holders.ok': () => 'Keys: each unit has two certified holders.',
    'holders.few': ({ count, text }) =>
      `Keys: ${n(count)} units lack people: ${text ?? ''}. The members page says what they lack.`,
    'holders.closed': ({ text }) =>
      `Keys: no report can be taken now. Units that lack people: ${text ?? ''}. The members page says what they lack.`,
    'holders.noCounty': () => 'Keys: there is no county yet. Open the set-up link that the site prints at its start.',
    'certificate.ok': ({ count, text }) => `Certificate of ${text ?? ''}: good for ${n(count)} more days.`,
    'certificate.notChecked': ({ text }) => `Certificate of ${text ?? ''}: the address is not https; not checked.`,
    'certificate.unreachable': ({ text }) =>
      `Certificate: ${text ?? ''} cannot be reached from here. Open the site from elsewhere.`,
    'certificate.soon': ({ count, text }) =>
      `Certificate of ${text ?? ''}: it ends in ${n(count)} days. Renew it, and see why it does not renew itself.`,
    'certificate.expired': ({ text }) =>
      `Certificate of ${text ?? ''}: it has ended, and browsers do not open the site. Renew it at once.`,
    'certificate.notTrusted': ({ text }) =>
      `Certificate of ${text ?? ''}: browsers do not trust it (issuer, name or a certificate between). Check the proxy's settings.`,
    'blobs.ok': () => 'Files: they can be written and read.',
    'blobs.unreachable': () =>
      'Files: they cannot be written or read, and no attachment is taken. Check disk and rights of the folder blobs, or address, key and bucket of the object store.',
    'blobs.keepsRemoved': () =>
      'Files: the bucket keeps versions, so what is deleted stays there and no promise of deletion is kept. Turn versioning off and remove the old versions.',
  },
};
