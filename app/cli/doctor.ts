import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connect } from '#db/client';
import { calendarFinding, type Finding, levelOf, worstOf } from '~/domain/county/doctor';
import { withYears } from '~/domain/county/holiday-table';
import { chinaDate, type IsoDate, type WorkCalendar } from '~/domain/dates';
import { readManifest } from '~/envelope/script-manifest';
import { blobStore } from '~/services/context-factory.server';
import { countyYears, statutoryCalendar } from '~/services/county/work-calendar.server';
import type { Environment } from '~/web/env.server';
import { doctorWords } from '~/words/county/doctor';
import { isLang, LANGS, type Lang } from '~/words/language';
import { type Command, UsageError } from './command';
import { checkBackup, checkClock, checkDuty, checkHolders, checkLocks, checkMigrations } from './doctor/county';
import { checkBlobs, checkCertificate, checkData, checkDisk, checkMail, checkMajor } from './doctor/machine';
import { openDatabase } from './open-context';
import { MANIFEST } from './static-folders';

const EXIT = { ok: 0, warn: 1, wrong: 2 } as const;

/**
 * `anshao doctor [--lang zh|en]`: says in words what is wrong with this site, and what to do next; changes nothing. Exit
 * code 0 nothing, 1 something will be wrong, 2 something is.
 */
export const run: Command = async ({ args, environment, json, print }) => {
  const lang = langOf(args);
  const findings = await examine(environment, lang);
  const result = worstOf(findings);
  if (json) {
    print(JSON.stringify({ result, checks: findings.map((one) => ({ ...one, level: levelOf(one) })) }));
    return EXIT[result];
  }
  const words = doctorWords[lang];
  for (const one of findings) print(`${words.levels[levelOf(one)]}${words.found[one.code](one.facts)}`);
  print(words.results[result]);
  return EXIT[result];
};

async function examine(environment: Environment, lang: Lang): Promise<Finding[]> {
  const { data, origin, otherOrigins, smtpUrl, gateway, databaseUrl } = environment;
  const now = Date.now();
  const folder = await checkData(data);
  const outside = async (calendar: WorkCalendar) => [
    await checkMail(smtpUrl),
    { code: gateway === null ? 'webhook.none' : 'webhook.ok', facts: {} } satisfies Finding,
    calendarFinding(chinaDate(now), calendar.isPublished),
    ...(await Promise.all([origin, ...otherOrigins].map((one) => checkCertificate(one, now)))),
  ];
  if (levelOf(folder) === 'wrong') return [folder, ...(await outside(statutoryCalendar))];
  const own = [folder, await checkDisk(data), await checkBlobs(blobStore(environment, Date.now, () => undefined))];
  const major = databaseUrl === null ? await checkMajor(data) : null;
  if (major) return [...own, major, ...(await outside(statutoryCalendar))];
  const { findings, calendar } = await examineDatabase(environment, lang, now);
  return [...own, ...findings, ...(await outside(calendar))];
}

/** What the database tells, and the calendar with the years that the county entered itself. */
type Examined = { findings: Finding[]; calendar: WorkCalendar };

async function examineDatabase(environment: Environment, lang: Lang, now: number): Promise<Examined> {
  const only = (...findings: Finding[]): Examined => ({ findings, calendar: statutoryCalendar });
  const unreachable: Finding = { code: 'database.unreachable', facts: {} };
  const database = await openDatabase(environment).catch(() => null);
  if (database === null) return only(unreachable);
  const { db, close } = connect(database.url, { max: 1 });
  try {
    const current = await checkMigrations(db);
    const locks = await checkLocks(db);
    // Of tables that another version made, nothing is asked.
    if (current.code !== 'database.ok') return only(current, locks);
    const findings = [
      current,
      locks,
      await checkClock(db, now, builtOn()),
      await checkBackup(db, now),
      await checkHolders(db, lang),
      await checkDuty(db, environment, now),
    ];
    return { findings, calendar: withYears(statutoryCalendar, await countyYears(db)) };
  } catch {
    return only(unreachable);
  } finally {
    await close();
    await database.stop();
  }
}

const builtOn = (): IsoDate | null =>
  existsSync(MANIFEST) ? readManifest(readFileSync(MANIFEST, 'utf8')).madeOn : null;

function langOf(args: string[]): Lang {
  try {
    const { lang } = parseArgs({ args, options: { lang: { type: 'string', default: LANGS[0] } } }).values;
    if (isLang(lang)) return lang;
  } catch {
    // Told below.
  }
  throw new UsageError(`--lang is one of ${LANGS.join(', ')}.`);
}
