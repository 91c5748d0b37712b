import { sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { migrationsCurrent } from '#db/migrate';
import { backupFinding, clockFinding, dutyFinding, type Finding, holdersFinding } from '~/domain/county/doctor';
import type { IsoDate } from '~/domain/dates';
import { textIn } from '~/domain/localized';
import { backupStanding } from '~/services/county/backup-runs.server';
import { clockFacts } from '~/services/county/clock.server';
import { countyIfAny, readiness, reportingOpen } from '~/services/county/county.server';
import { dutyStanding } from '~/services/county/duty-standing.server';
import { alertsPastDue } from '~/services/report/alerts.server';
import type { Environment } from '~/web/env.server';
import { formatList, type Lang } from '~/words/language';

/** Checks that ask the database. */

export const checkMigrations = async (db: Db): Promise<Finding> => ({
  code: (await migrationsCurrent(db)) ? 'database.ok' : 'database.notCurrent',
  facts: {},
});

const LONG_SECONDS = 30;

/** Does anything wait for a lock that is not given back? */
export async function checkLocks(db: Db, seconds = LONG_SECONDS): Promise<Finding> {
  const [row] = await db.execute<{ count: number; waited: number }>(sql`
    select count(*)::int as count, coalesce(max(extract(epoch from now() - waitstart)), 0)::int as waited
    from pg_locks where not granted and waitstart < now() - make_interval(secs => ${seconds})`);
  if (!row || row.count === 0) return { code: 'lock.ok', facts: {} };
  return { code: 'lock.waiting', facts: { count: row.count, limit: row.waited } };
}

export async function checkClock(db: Db, now: number, builtOn: IsoDate | null): Promise<Finding> {
  return clockFinding({ ...(await clockFacts(db, now)), builtOn });
}

export const checkBackup = async (db: Db, now: number): Promise<Finding> =>
  backupFinding(await backupStanding({ db, now: () => now }));

/** Does danger to life reach somebody, and did somebody confirm what came? */
export async function checkDuty(
  db: Db,
  environment: Pick<Environment, 'smtpUrl' | 'gateway'>,
  now: number,
): Promise<Finding> {
  if ((await countyIfAny(db)) === null) return { code: 'duty.noCounty', facts: {} };
  const ways = {
    mail: { configured: environment.smtpUrl !== null },
    webhook: { configured: environment.gateway !== null },
  };
  const lacks = await dutyStanding({ now: () => now, ...ways }, db);
  return dutyFinding(lacks, await alertsPastDue(db, now));
}

export async function checkHolders(db: Db, lang: Lang): Promise<Finding> {
  if ((await countyIfAny(db)) === null) return { code: 'holders.noCounty', facts: {} };
  const lacking = (await readiness(db)).filter(({ lack }) => lack !== null).map(({ names }) => textIn(names, lang));
  const { open } = await reportingOpen(db);
  return holdersFinding({ open, lacking: lacking.length, text: formatList(lacking, lang) });
}
