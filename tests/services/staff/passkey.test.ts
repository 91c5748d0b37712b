import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { member, passkey } from '#db/schema/staff';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { openMemberKeys } from '~/envelope/keys/member-keys';
import { passkeyIdentity } from '~/envelope/keys/passkey';
import { disableMember } from '~/services/staff/member-change.server';
import { addPasskeyQuestion, ownKeys } from '~/services/staff/own-keys.server';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { passkeyChallenges } from '~/services/staff/passkey-challenge.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { signIn } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { asked, county, ctx, enrolled, INVALID, MINUTE, signedIn, withPassphrase } from './passkey-county';

describe('signing in by passkey', () => {
  test('needs no name, and gives a session and the keys that only its PRF opens', async () => {
    const { soft, prf, memberId, keys } = await enrolled();
    const result = await signedIn(soft);
    expect(await sessionMember(ctx, result.token)).toMatchObject({ id: memberId });
    const { identity } = await passkeyIdentity(prf, memberId);
    const { keys: opened } = await openMemberKeys(fromBase64(result.wrappedKeys), memberId, identity);
    expect(opened.age.recipient).toBe(keys.age.recipient);
    const { token } = await signedIn(soft);
    expect(token).not.toBe(result.token);
  });

  test('asks for the person, and for no passkey in particular', async () => {
    const { options } = await passkeyQuestion(ctx, '');
    expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
    expect(options.allowCredentials ?? []).toEqual([]);
  });

  test('refuses an answer that was given before, also when both come at once', async () => {
    const { soft } = await enrolled();
    const answer = await asked(soft, { counter: 0 });
    await ctx.db.update(passkey).set({ counter: 0 }).where(eq(passkey.id, soft.id));
    const both = await Promise.allSettled([signInByPasskey(ctx, answer), signInByPasskey(ctx, answer)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(signInByPasskey(ctx, answer)).rejects.toMatchObject(INVALID);
  });

  test('is asked by one web process and done at another, once in all of them', async () => {
    const { soft } = await enrolled();
    const other = { ...ctx, passkeyChallenges: passkeyChallenges(ctx.now, ctx.secret.key('passkey-challenge')) };
    const answer = await asked(soft, { counter: 0 });
    await ctx.db.update(passkey).set({ counter: 0 }).where(eq(passkey.id, soft.id));
    await expect(signInByPasskey(other, answer)).resolves.toBeDefined();
    for (const process of [ctx, other]) await expect(signInByPasskey(process, answer)).rejects.toMatchObject(INVALID);
  });

  test('refuses a challenge after five minutes, one for another purpose, and one made elsewhere', async () => {
    const own = await enrolled();
    const late = await asked(own.soft);
    ctx.advance(5 * MINUTE);
    await expect(signInByPasskey(ctx, late)).rejects.toMatchObject(INVALID);
    const { options } = await addPasskeyQuestion(ctx, own.actor);
    const foreign = own.soft.ask({ challenge: options.challenge });
    await expect(signInByPasskey(ctx, foreign)).rejects.toMatchObject(INVALID);
    const invented = own.soft.ask({ challenge: toBase64(randomBytes(62)) });
    await expect(signInByPasskey(ctx, invented)).rejects.toMatchObject(INVALID);
    await expect(signedIn(own.soft)).resolves.toBeDefined();
  });

  test.each([
    ['another origin', { origin: 'https://anshao.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['another relying party', { rpId: 'anshao.example' }],
    ['nobody verified', { verified: false }],
    ['another member', { userHandle: toBase64(randomBytes(36)) }],
  ])('refuses %s', async (_, wrong) => {
    const { soft } = await enrolled();
    const answer = await asked(soft, wrong);
    await expect(signInByPasskey(ctx, answer)).rejects.toMatchObject(INVALID);
    await expect(signedIn(soft)).resolves.toBeDefined();
  });

  test("refuses one member's signature under another's passkey", async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const answer = await asked(one.soft);
    const swapped = { ...answer, id: other.soft.id, rawId: other.soft.id };
    await expect(signInByPasskey(ctx, swapped)).rejects.toMatchObject(INVALID);
  });

  test('refuses a counter that does not grow, and keeps the last', async () => {
    const { soft } = await enrolled();
    await signInByPasskey(ctx, await asked(soft, { counter: 50 }));
    for (const counter of [50, 49, 0]) {
      const copied = await asked(soft, { counter });
      await expect(signInByPasskey(ctx, copied)).rejects.toMatchObject(INVALID);
    }
    await expect(signInByPasskey(ctx, await asked(soft, { counter: 51 }))).resolves.toBeDefined();
  });

  test('is over for a disabled member, whose passkeys are gone', async () => {
    const own = await enrolled();
    const answer = await asked(own.soft);
    await disableMember(ctx, county.actor('admin'), own.memberId);
    await expect(signInByPasskey(ctx, answer)).rejects.toMatchObject(INVALID);
    expect(await ctx.db.select().from(passkey).where(eq(passkey.memberId, own.memberId))).toEqual([]);
  });

  test('is refused while disabled even where the passkey stayed', async () => {
    const own = await enrolled();
    await ctx.db.update(member).set({ status: 'disabled' }).where(eq(member.id, own.memberId));
    await expect(signedIn(own.soft)).rejects.toMatchObject(INVALID);
  });

  test('by name tells nothing about who exists', async () => {
    const own = await enrolled();
    const idsOf = async (login: string) => (await passkeyQuestion(ctx, login)).options.allowCredentials ?? [];
    expect(await idsOf(own.login)).toEqual([{ id: own.soft.id, type: 'public-key' }]);
    for (const login of ['nobody.here', 'fire.lead']) {
      const ids = await idsOf(login);
      expect(ids).toHaveLength(1);
      expect(await idsOf(login.toUpperCase())).toEqual(ids);
      expect(Object.keys(ids[0] ?? {})).toEqual(['id', 'type']);
    }
    expect(await idsOf('nobody.here')).not.toEqual(await idsOf('nobody.there'));
  });

  test('writes no name of machine or passkey into the log', async () => {
    const { memberId } = await enrolled();
    const rows = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `member:${memberId}`));
    expect(rows.map((row) => row.act).sort()).toEqual(['member.create', 'member.enrol']);
    expect(JSON.stringify(rows)).not.toContain('办公室电脑');
  });
});

describe('a member with passkeys only', () => {
  test('has no login key, and is refused by passphrase as slowly as anybody', async () => {
    const own = await enrolled();
    const [row] = await ctx.db.select().from(member).where(eq(member.id, own.memberId));
    expect(row).toMatchObject({ status: 'enrolled', loginKeyHash: null, totpSealed: null, wrappedKeys: null });
    const timed = async (login: string) => {
      const started = performance.now();
      for (let i = 0; i < 4; i += 1) {
        const answer = { login, loginKey: randomBytes(32), totp: '123456' };
        await expect(signIn(ctx, answer, null)).rejects.toMatchObject(INVALID);
      }
      return performance.now() - started;
    };
    await timed('warm.up');
    const ratio = (await timed(own.login)) / (await timed('fire.lead'));
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  test('sets a passphrase later, once, and then signs in by it', async () => {
    const own = await enrolled();
    const set = await withPassphrase(own);
    expect(await ownKeys(ctx, own.actor)).toMatchObject({ passphrase: true });
    ctx.advance(MINUTE);
    const totp = totpCode(set.totpSecret, ctx.now());
    const answer = { login: own.login, loginKey: set.loginKey, totp };
    await expect(signIn(ctx, answer, null)).resolves.toMatchObject({ wrappedKeys: toBase64(set.wrappedKeys) });
    await expect(withPassphrase(own)).rejects.toMatchObject({ code: 'alreadyDone' });
  });
});
