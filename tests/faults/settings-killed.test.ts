import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { atCommit, holdCommits, inTheMiddle, killInTransaction, letCommits, type Moment } from './killed-transaction';

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
const killWhileItWaits = (words: string[], moment: Moment) =>
  killInTransaction(
    owner.db,
    () => spawn(process.execPath, command(words), { env: settings(), stdio: 'pipe' }),
    moment,
  );
const holdAtCommit = (table: string, change: 'insert' | 'update') => holdCommits(owner.db, table, change);
const letCommit = (table: string) => letCommits(owner.db, table);

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
