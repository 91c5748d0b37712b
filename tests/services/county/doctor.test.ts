import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { connect } from '#db/client';
import { startPostgres } from '#db/launcher';
import { backupRun } from '#db/schema/backup';
import { unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { checkBackup, checkClock, checkHolders, checkLocks, checkMigrations } from '~/cli/doctor/county';
import { checkBlobs, checkCertificate, checkData, checkDisk, checkMail, checkMajor } from '~/cli/doctor/machine';
import { calendarFinding } from '~/domain/county/doctor';
import { localBlobStore } from '~/services/blob-store.server';
import { recordFailed } from '~/services/county/backup-runs.server';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { emptyDatabase } from '../../database/empty-database';
import { catchMails } from '../../faults/mail-catcher';
import { freePort } from '../../faults/running-site';
import { anshao } from '../../runner/program';
import { backupSite } from './backup-site';

/** Each check, brought to fail by what it is there to find. */
const { ctx, played, folder, data } = await backupSite();
const { db } = played;
const inFolder = (...names: string[]) => join(folder, ...names);

describe('the machine', () => {
  test('a data folder that is not there, or half restored', async () => {
    expect((await checkData(data)).code).toBe('data.ok');
    expect((await checkData(inFolder('nowhere'))).code).toBe('data.absent');
    mkdirSync(inFolder('half'));
    writeFileSync(inFolder('half', 'restore-under-way'), '20261130T010000Z-1f2e rows\n');
    expect(await checkData(inFolder('half'))).toEqual({
      code: 'data.restoring',
      facts: { text: '20261130T010000Z-1f2e' },
    });
  });

  const disk = mkdtempSync(join(tmpdir(), 'anshao-small-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]).status === 0;
  afterAll(() => {
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  test.runIf(mounted)('a disk with two megabytes', async () => {
    expect(await checkDisk(disk)).toEqual({ code: 'disk.full', facts: { count: 2 } });
  });

  test('files of another major version of PostgreSQL, which no site starts on', async () => {
    mkdirSync(inFolder('older', 'postgres'), { recursive: true });
    expect(await checkMajor(inFolder('older'))).toBeNull();
    writeFileSync(inFolder('older', 'postgres', 'PG_VERSION'), '17\n');
    expect(await checkMajor(inFolder('older'))).toMatchObject({ code: 'database.otherMajor', facts: { count: 17 } });
    await expect(startPostgres({ data: inFolder('older') })).rejects.toThrow('is of PostgreSQL 17');
    expect(readFileSync(inFolder('older', 'postgres', 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  test('a mail server that is not there', async () => {
    expect((await checkMail(null)).code).toBe('mail.none');
    expect(await checkMail(`smtp://127.0.0.1:${await freePort()}`)).toMatchObject({ code: 'mail.refused' });
    const server = await catchMails();
    expect((await checkMail(`${server.url}?from=a%40b.example`)).code).toBe('mail.ok');
    expect(server.mails).toEqual([]);
    await server.close();
  });

  test('a folder of files that cannot be written, and one that can, in which nothing is left', async () => {
    writeFileSync(inFolder('no-folder'), '');
    expect((await checkBlobs(localBlobStore(inFolder('no-folder'), Date.now))).code).toBe('blobs.unreachable');
    expect((await checkBlobs(localBlobStore(inFolder('blobs'), Date.now))).code).toBe('blobs.ok');
    expect(spawnSync('find', [inFolder('blobs'), '-type', 'f'], { encoding: 'utf8' }).stdout).toBe('');
  });

  test('a certificate that ended, one that nobody vouches for, none, and no site', async () => {
    const [keyOut, cert] = [inFolder('key.pem'), inFolder('cert.pem')];
    const make = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=localhost',
    ];
    spawnSync('openssl', [...make, '-days', '90', '-keyout', keyOut, '-out', cert]);
    const server = createServer({ key: readFileSync(keyOut), cert: readFileSync(cert) }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
    expect((await checkCertificate(origin, Date.now())).code).toBe('certificate.notTrusted');
    expect((await checkCertificate(origin, Date.now() + 91 * 86_400_000)).code).toBe('certificate.expired');
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect((await checkCertificate(origin, Date.now())).code).toBe('certificate.unreachable');
    expect((await checkCertificate('http://localhost:3000', Date.now())).code).toBe('certificate.notChecked');
  });

  test('a year whose holidays the library does not have', () => {
    let last = 2026;
    while (statutoryCalendar.isPublished(last + 1)) last += 1;
    expect(calendarFinding(`${last}-11-30`, statutoryCalendar.isPublished).code).toBe('calendar.ok');
    expect(calendarFinding(`${last}-12-01`, statutoryCalendar.isPublished).code).toBe('calendar.nextYear');
    expect(calendarFinding(`${last + 1}-01-01`, statutoryCalendar.isPublished).code).toBe('calendar.thisYear');
  });
});

describe('the county', () => {
  test('a database that was not brought up to date', async () => {
    expect((await checkMigrations(db)).code).toBe('database.ok');
    const empty = connect(await emptyDatabase(), { max: 1 });
    expect((await checkMigrations(empty.db)).code).toBe('database.notCurrent');
    await empty.close();
  });

  test('a lock that somebody holds', async () => {
    expect((await checkLocks(db, 0)).code).toBe('lock.ok');
    const { owner } = played.database;
    await owner.db.transaction(async (tx) => {
      await tx.execute(sql`lock table case_file in access exclusive mode`);
      const waiting = db.execute(sql`select count(*) from case_file`).then(() => undefined);
      await expect.poll(async () => (await checkLocks(db, 0)).code, { timeout: 20_000 }).toBe('lock.waiting');
      expect((await checkLocks(db)).code).toBe('lock.ok');
      waiting.catch(() => undefined);
    });
  });

  test('a clock that is apart from the database’s, or before what was done or built', async () => {
    const today = new Date().toISOString().slice(0, 10);
    expect((await checkClock(db, Date.now(), today)).code).toMatch(/clock\.(ok|behindBuild)/);
    expect(await checkClock(db, Date.now() + 60_000, null)).toMatchObject({ code: 'clock.otherThanDatabase' });
    expect((await checkClock(db, Date.parse('2025-09-01T09:00:00+08:00'), null)).code).toBe('clock.behindRows');
    expect((await checkClock(db, Date.now(), '2999-01-01')).code).toBe('clock.behindBuild');
  });

  test('no backup, an old one, one that failed', async () => {
    expect((await checkBackup(db, ctx.now())).code).toBe('backup.none');
    const run = { backup: '20261130T010000Z-1f2e', bytes: 1, blobs: 0, missing: 0, secretInside: false, problem: null };
    const endedAt = new Date(ctx.now());
    await db.insert(backupRun).values({ ...run, id: crypto.randomUUID(), endedAt, outcome: 'done' });
    expect((await checkBackup(db, ctx.now())).code).toBe('backup.ok');
    expect((await checkBackup(db, ctx.now() + 49 * 3_600_000)).code).toBe('backup.old');
    await recordFailed({ ...ctx, now: () => ctx.now() + 1_000 }, 'noRoom');
    expect(await checkBackup(db, ctx.now())).toEqual({ code: 'backup.failed', facts: { problem: 'noRoom' } });
  });

  test('units with fewer than two holders, told by name; reporting that closed', async () => {
    expect((await checkHolders(db, 'en')).code).toBe('holders.ok');
    const [one] = await db
      .select({ id: member.id })
      .from(member)
      .innerJoin(unit, eq(unit.id, member.unitId))
      .where(and(eq(unit.kind, 'custodians'), eq(member.status, 'enrolled')))
      .limit(1);
    await db
      .update(member)
      .set({ status: 'disabled' })
      .where(eq(member.id, one?.id ?? ''));
    expect(await checkHolders(db, 'en')).toMatchObject({
      code: 'holders.few',
      facts: { count: 1, text: expect.any(String) },
    });
    const readers = await db
      .select({ id: member.id })
      .from(member)
      .innerJoin(unit, eq(unit.id, member.unitId))
      .where(and(inArray(unit.kind, ['intake', 'upper']), eq(member.status, 'enrolled')));
    const gone = inArray(
      member.id,
      readers.map(({ id }) => id),
    );
    await db.update(member).set({ status: 'disabled' }).where(gone);
    expect(await checkHolders(db, 'en')).toMatchObject({ code: 'holders.closed', facts: { count: 3 } });
    await db.update(member).set({ status: 'enrolled' }).where(gone);
    await db
      .update(member)
      .set({ status: 'enrolled' })
      .where(eq(member.id, one?.id ?? ''));
    const empty = connect(await emptyDatabase(), { max: 1 });
    await expect(checkHolders(empty.db, 'en')).rejects.toThrow();
    await empty.close();
  });
});

describe('the command', () => {
  const doctorOf = (settings: Record<string, string>, ...words: string[]) => {
    const env = { ...process.env, NODE_ENV: 'test' as const, ANSHAO_DATA: data, ...settings };
    return spawnSync(process.execPath, anshao('doctor', ...words), { encoding: 'utf8', env });
  };
  const doctor = (url: string, ...words: string[]) => doctorOf({ DATABASE_URL: url }, ...words);

  test('looks at the certificate of each address at which the site is served', async () => {
    const port = await freePort();
    const [main, other] = [`https://localhost:${port}`, `https://127.0.0.1:${port}`];
    const settings = { DATABASE_URL: played.database.url, ANSHAO_ORIGIN: main, ANSHAO_OTHER_ORIGINS: other };
    const { checks } = JSON.parse(doctorOf(settings, '--json').stdout) as { checks: { code: string; facts: object }[] };
    expect(checks.filter(({ code }) => code.startsWith('certificate'))).toMatchObject([
      { code: 'certificate.unreachable', facts: { text: 'localhost' } },
      { code: 'certificate.unreachable', facts: { text: '127.0.0.1' } },
    ]);
  });

  test('says all of it in the language asked for, and ends with 2 where something is wrong', async () => {
    const told = doctor(played.database.url, '--json');
    const { result, checks } = JSON.parse(told.stdout) as { result: string; checks: { code: string; level: string }[] };
    expect(checks.map(({ code }) => code.split('.')[0])).toEqual(
      'data disk blobs database lock clock backup holders duty mail webhook calendar certificate'.split(' '),
    );
    const levels = { ok: 0, warn: 1, wrong: 2 } as const;
    expect(told.status).toBe(levels[result as keyof typeof levels]);
    expect(checks.some(({ level }) => level === result)).toBe(true);
    const english = doctor(played.database.url, '--lang', 'en').stdout;
    expect(english).toContain('WARNING  Mail: SMTP_URL is not set');
    expect(english).not.toMatch(/[\u4e00-\u9fff]{2}/);
    expect(doctor(played.database.url).stdout).toContain('注意　邮件：没有设置 SMTP_URL');
  });

  test('a database that cannot be reached is told, and ends with 2', async () => {
    const { status, stdout } = doctor(`postgres://anshao@127.0.0.1:${await freePort()}/anshao`, '--json');
    expect(status).toBe(2);
    expect(stdout).toContain('database.unreachable');
    expect(doctor(played.database.url, '--lang', 'fr').status).toBe(2);
  });
});
