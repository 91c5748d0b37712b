import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer as bytesOf } from 'node:stream/consumers';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from '#db/client';
import { sealedPart } from '#db/schema/casework';
import { newKeyPair } from '~/envelope/key-pair';
import { printShares } from '~/envelope/opening/shares';
import { localBlobStore } from '~/services/blob-store.server';
import { replayTombstones } from '~/services/case/tombstone.server';
import { makeContext } from '~/services/context-factory.server';
import { blobFolder, blobPlace, nameOf } from '~/services/county/backup-blobs.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { makeCheckpoint, sequenceLog } from '~/services/log/log-sequencer.server';
import { submitReport } from '~/services/report/report.server';
import { emptyDatabase } from '../database/empty-database';
import { fireDraft } from '../services/case-workspace';
import { storeUploads } from '../services/county/backup-site';
import { playedContext } from '../services/played-context';
import { eventually, killOnce, type Place, runCommand } from './killed-command';

/** `anshao backup` and `anshao restore`, killed in the middle of each of their parts, and gone on with. */
const { ctx: played } = await playedContext();
const { owner } = played.database;
const folder = mkdtempSync(join(tmpdir(), 'anshao-killed-backup-'));
const [data, backups, keyFile] = [join(folder, 'data'), join(folder, 'backups'), join(folder, 'shares')];
const key = await newKeyPair();
const copies = blobFolder(backups, key.recipient);
const ctx = { ...makeContext({ ...played, data, smtpUrl: null }), argon2id: played.argon2id };
const refs: string[] = [];
let caseId: string;

beforeAll(async () => {
  writeFileSync(join(data, 'server-secret'), Buffer.from(inject('keptContext').secret, 'hex'));
  const own = { ...makeContext({ ...played, data, smtpUrl: null }), argon2id: played.argon2id };
  Object.assign(ctx, own);
  await ownLogKey(ctx);
  ({ caseId } = await submitReport(ctx, { draft: fireDraft(), files: [] }));
  refs.push(...(await storeUploads(ctx, 12)));
  // Enough rows that a restore is for a while in the middle of them.
  await owner.db.execute(
    sql`insert into posted_once select gen_random_uuid(), '2025-09-15' from generate_series(1, 200000)`,
  );
  await sequenceLog(ctx);
  await makeCheckpoint(ctx);
  writeFileSync(keyFile, (await printShares(key.seed)).slice(1).join('\n'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here: Place = { where: data, url: played.database.url };
const run = (words: string[], place: Place = here) => runCommand(words, place);

/** The server has noticed that the killed one is gone. */
const noticed = () =>
  eventually(async () => {
    const found = await owner.db.execute(sql`select 1 from pg_stat_activity a where datname = current_database()
      and application_name like 'anshao-%'`);
    return found.length === 0;
  });

/** A pipe in place of a file: whoever reads it waits; true once somebody does. */
function pipeAt(path: string): { isRead: () => boolean; putBack: () => void } {
  renameSync(path, `${path}.kept`);
  spawnSync('mkfifo', [path]);
  return {
    isRead: () => {
      try {
        closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
        return true;
      } catch {
        return false;
      }
    },
    putBack: () => renameSync(`${path}.kept`, path),
  };
}

const backup = ['backup', backups, '--recipient', key.recipient];
const restore = ['restore', backups, '--key', keyFile];
const whole = () => readdirSync(backups).filter((name) => /^\d{8}T\d{6}Z-[0-9a-f]{4}$/.test(name));
const copied = () => refs.map((ref) => blobPlace(copies, nameOf(ref))).filter(existsSync);
let first: string;

test('a backup killed in the middle of the rows leaves nothing that looks whole, and the next one is made', async () => {
  await owner.db.transaction(async (tx) => {
    await tx.execute(sql`lock table wrapped_key in access exclusive mode`);
    await killOnce(backup, here, async () => {
      const waiting = await played.database
        .sql`select 1 from pg_locks where not granted and relation = 'wrapped_key'::regclass`;
      return waiting.length > 0;
    });
  });
  expect(whole()).toEqual([]);
  await noticed();
}, 120_000);

test('killed in the middle of the files: the copies that were finished stay as they are', async () => {
  const pipe = pipeAt(join(data, 'blobs', 'incoming', refs[5] as string));
  await killOnce(backup, here, pipe.isRead);
  pipe.putBack();
  expect(whole()).toEqual([]);
  await noticed();
  const before = new Map(copied().map((path) => [path, statSync(path).mtimeMs]));
  const { status, told, said } = run(backup);
  expect(status, said).toBe(0);
  expect(told).toMatchObject({ copied: refs.length - before.size, manifest: { secretInside: false } });
  for (const [path, time] of before) expect(statSync(path).mtimeMs).toBe(time);
  first = told.manifest.id;
  expect(whole()).toEqual([first]);
  expect(readdirSync(backups).filter((name) => name.endsWith('.part'))).toEqual([]);
}, 120_000);

test('a restore killed in the middle of the rows begins again; the site opens in no state between', async () => {
  const where = join(folder, 'elsewhere');
  mkdirSync(where);
  writeFileSync(join(where, 'server-secret'), readFileSync(join(data, 'server-secret')));
  const place = { where, url: await emptyDatabase() };
  const target = connect(place.url, { max: 1 });
  await killOnce(restore, place, async () => {
    const held = await target.sql`select 1 from pg_locks l join pg_class c on c.oid = l.relation
      where c.relname = 'posted_once' and l.mode = 'AccessExclusiveLock' and l.granted
        and l.database = (select oid from pg_database where datname = current_database())`;
    return held.length > 0 && existsSync(join(where, 'restore-under-way'));
  });
  expect(run(['verify-log'], place).said).toContain('was stopped in the middle');
  expect(run(restore, place)).toMatchObject({ status: 0, told: { log: { ok: true }, blobs: { missing: 0 } } });
  const counted = (sql: typeof target.sql) =>
    sql<{ count: number }[]>`select count(*)::int as count from posted_once`.then(([row]) => row?.count);
  expect(await counted(target.sql)).toBe(await counted(played.database.sql));
  await target.close();
}, 180_000);

test('an older one into an empty folder, killed in the middle of the files: what was deleted since is deleted again', async () => {
  expect((await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId))).length).toBeGreaterThan(0);
  expect(await replayTombstones(ctx, [{ subject: 'case', id: caseId, rule: 'asked', on: '2026-11-30' }])).toBe(1);
  const newer = run(backup);
  expect(newer.status, newer.said).toBe(0);
  const where = join(folder, 'new-machine');
  mkdirSync(where);
  writeFileSync(join(where, 'server-secret'), readFileSync(join(data, 'server-secret')));
  const place = { where, url: '' };
  const older = [...restore, '--backup', first];
  const pipe = pipeAt(blobPlace(copies, nameOf(refs[7] as string)));
  await killOnce(older, place, pipe.isRead);
  pipe.putBack();
  expect(run(['backup', backups], place).said).toContain('was stopped in the middle');
  expect(run(restore, place), 'not another one over it').toMatchObject({ status: 0, told: { backup: first } });
  const log = run(['verify-log'], place);
  expect(log, log.said).toMatchObject({ status: 0, told: { ok: true } });
  const store = localBlobStore(join(where, 'blobs'), Date.now);
  for (const ref of refs)
    expect(await bytesOf(await store.open(ref))).toEqual(await bytesOf(await ctx.blobs.open(ref)));
  const stones = run(['tombstones'], place).said.trim().split('\n').slice(-1)[0] ?? '';
  expect(JSON.parse(stones)).toMatchObject({ id: caseId });
  expect(run(restore, place).said).toContain('empty');
}, 240_000);
