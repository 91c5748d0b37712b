import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { fromBase64, randomBytes } from '~/envelope/bytes';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import { openByCode } from '~/services/follow/follow.server';
import { signIn } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { playedContext } from './played-context';

/** Security habits that belong to no one service; docs/security-habits.md lists all with their tests. */
const { ctx, county } = await playedContext();

async function answerOf(login: string) {
  ctx.advance(60_000);
  const who = county.of(login);
  const { salt } = await countyInfo(ctx.db);
  const { loginKey } = await passphraseKeys(who.passphrase, login, salt, ctx.argon2id);
  return { login, loginKey: fromBase64(loginKey), totp: totpCode(who.totpSecret, ctx.now()) };
}

test('every signing in makes a session of its own: a token known before is never the one that counts', async () => {
  const planted = Buffer.from(randomBytes(32)).toString('base64url');
  const first = await signIn(ctx, await answerOf('fire.handler'), 'workspace');
  const second = await signIn(ctx, await answerOf('fire.handler'), 'workspace');
  expect(new Set([planted, first.token, second.token]).size).toBe(3);
  expect(await sessionMember(ctx, second.token)).toMatchObject({ login: 'fire.handler' });
  expect(await sessionMember(ctx, planted)).toBeNull();
});

test('over-long codes are refused before anything is hashed', async () => {
  let runs = 0;
  const counting: typeof ctx = {
    ...ctx,
    argon2idForCodes: (...given) => {
      runs += 1;
      return ctx.argon2idForCodes(...given);
    },
  };
  for (const code of ['1'.repeat(21), '1'.repeat(1_000_000), '１'.repeat(100_000), `${' '.repeat(100_000)}1`]) {
    await expect(openByCode(counting, code)).rejects.toMatchObject({ code: 'invalid' });
  }
  expect(runs).toBe(0);
});

test('the address of whoever signs in, or fails to, is in no table and no log line', async () => {
  const address = '203.0.113.77';
  const right = await answerOf('fire.lead');
  for (let i = 0; i < 3; i += 1) {
    await signIn(ctx, { ...right, loginKey: randomBytes(32) }, address).catch(() => undefined);
  }
  await signIn(ctx, await answerOf('fire.lead'), address);
  expect(await tablesWith('fire.lead')).toContain('public.member');
  expect(await tablesWith(address)).toEqual([]);
  expect(JSON.stringify(ctx.logged)).not.toContain(address);
});

async function tablesWith(text: string): Promise<string[]> {
  const { db } = ctx.database.owner;
  const tables = await db.execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.execute<{ found: boolean }>(
      sql`select exists (select from ${sql.raw(name)} t where strpos(t::text, ${text}) > 0) as found`,
    );
    if (row?.found) holding.push(name);
  }
  return holding;
}
