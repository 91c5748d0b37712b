import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { siteAddress } from '#db/schema/county';
import { logKey } from '#db/schema/log';
import { randomBytes } from '~/envelope/bytes';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { secretOf } from '~/services/log/server-secret.server';
import { settleAddress } from '~/services/log/site-address.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { anshao } from '../runner/program';
import { makeCounty } from '../services/fixtures';
import { testContext } from '../services/test-context';

const tested = await testContext();
const root = randomBytes(32);
const ctx = { ...tested, secret: secretOf(root) };
await makeCounty(ctx);
await ownLogKey(ctx);
await settleAddress(ctx);
const { owner } = ctx.database;
const NEW = 'https://reports.anling.example';

const folder = mkdtempSync(join(tmpdir(), 'anshao-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);
const secretNow = () => new Uint8Array(readFileSync(inFolder('server-secret')));
writeFileSync(inFolder('server-secret'), root, { mode: 0o600 });

const settings = (origin = ctx.origin) => ({
  ...process.env,
  NODE_ENV: 'test' as const,
  ANSHAO_DATA: folder,
  ANSHAO_ORIGIN: origin,
  DATABASE_URL: ctx.database.url,
});
const command = (words: string[]) => anshao(...words, '--json');
const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, command(words), { encoding: 'utf8', env: settings() });
  return { status, said: stdout + stderr };
};

async function eventually<T>(what: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(50)) {
    const got = await what();
    if (got) return got;
  }
  throw new Error('did not come true within a minute');
}

/** The server process that waits for a lock of ours; `which` identifies it. */
const waiting = (which: string) => async () =>
  (
    await owner.db.execute<{ pid: number }>(
      sql.raw(`select pid from pg_locks where not granted and database =
        (select oid from pg_database where datname = current_database()) and ${which}`),
    )
  )[0]?.pid;

/**
 * Runs a command until it waits for a lock that we hold, kills it there, and lets its server process finish what it was
 * asked before, so that nothing else decides how far it got.
 */
async function killWhileItWaits(words: string[], { take, which }: { take: string; which: string }): Promise<void> {
  await owner.db.transaction(async (tx) => {
    await tx.execute(sql.raw(take));
    const child = spawn(process.execPath, command(words), { env: settings(), stdio: 'pipe' });
    const pid = await eventually(() => waitingOrGone(child, which));
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    expect((await gone)[1]).toBe('SIGKILL');
    ended = pid;
  });
  await eventually(
    async () => (await owner.db.execute(sql`select 1 from pg_stat_activity where pid = ${ended}`)).length === 0,
  );
}
let ended = 0;

async function waitingOrGone(child: ChildProcess, which: string): Promise<number | undefined> {
  if (child.exitCode !== null) throw new Error(`ended by itself: ${String(child.stderr?.read() ?? '')}`);
  return waiting(which)();
}

const HOLD = 0x6b696c6c;
/**
 * While the transaction makes changes, and, by a trigger that runs at its commit, once nothing can stop it any more.
 */
const inTheMiddle = (table: string) => ({
  take: `lock table ${table} in access exclusive mode`,
  which: `relation = '${table}'::regclass`,
});
const atCommit = { take: `select pg_advisory_xact_lock(${HOLD})`, which: `locktype = 'advisory' and objid = ${HOLD}` };

async function holdAtCommit(table: string, change: 'insert' | 'update'): Promise<void> {
  await owner.db.execute(
    sql.raw(`create or replace function hold_commit() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(${HOLD}); return null; end $$`),
  );
  await owner.db.execute(
    sql.raw(`create constraint trigger hold after ${change} on ${table} deferrable initially deferred
      for each row execute function hold_commit()`),
  );
}
const letCommit = (table: string) => owner.db.execute(sql.raw(`drop trigger hold on ${table}`));

const keys = async () => (await ctx.db.select().from(logKey)).length;
const addressNow = async () => (await ctx.db.select().from(siteAddress))[0]?.origin;
const present = () => ({ ...ctx, secret: secretOf(secretNow()) });

async function expectWhole(as: typeof ctx): Promise<void> {
  expect(await ownLogKey(as)).toBeTruthy();
  expect(await countyKeyIntact(as)).toBe(true);
  expect(await verifyLog(as)).toMatchObject({ ok: true });
}

describe('a killed rotate-secret', () => {
  test('in the middle: the old secret is the right one, and the next try goes through', async () => {
    await killWhileItWaits(['rotate-secret'], inTheMiddle('case_file'));
    expect(existsSync(inFolder('server-secret.next'))).toBe(true);
    expect(await keys()).toBe(1);
    expect(secretNow()).toEqual(root);
    await expectWhole(ctx);
    expect(run('verify-log')).toMatchObject({ status: 0 });
    expect(secretNow()).toEqual(root);
    expect(run('rotate-secret')).toMatchObject({ status: 0 });
    expect(await keys()).toBe(2);
    expect(secretNow()).not.toEqual(root);
    await expectWhole(present());
  });

  test('after the database changed: the next command takes the new secret', async () => {
    const before = secretNow();
    await holdAtCommit('log_key', 'insert');
    await killWhileItWaits(['rotate-secret'], atCommit);
    await letCommit('log_key');
    expect(await keys()).toBe(3);
    expect(secretNow()).toEqual(before);
    expect(run('verify-log')).toMatchObject({ status: 0 });
    expect(secretNow()).not.toEqual(before);
    expect(existsSync(inFolder('server-secret.next'))).toBe(false);
    await expectWhole(present());
  });
});

describe('a killed change-origin', () => {
  test('in the middle: the address is the old one', async () => {
    await killWhileItWaits(['change-origin', NEW], inTheMiddle('staff_session'));
    expect(await addressNow()).toBe(ctx.origin);
    await settleAddress(present());
    await expectWhole(present());
  });

  test('after the database changed: the address is the new one, and the site starts with that only', async () => {
    await holdAtCommit('site_address', 'update');
    await killWhileItWaits(['change-origin', NEW], atCommit);
    await letCommit('site_address');
    expect(await addressNow()).toBe(NEW);
    await expect(settleAddress(present())).rejects.toThrow(NEW);
    await settleAddress({ ...present(), origin: NEW });
    await expectWhole(present());
    expect(run('change-origin', NEW)).toMatchObject({ status: 1, said: expect.stringContaining('already') });
  });
});
