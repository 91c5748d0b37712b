import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { member } from '#db/schema/staff';
import { fromBase64, randomBytes } from '~/envelope/bytes';
import { NOTHING_MARKED, openMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { changePassphrase } from '~/services/staff/enrolment.server';
import { newDeviceMark } from '~/services/staff/known-device.server';
import { signIn, signOut } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { answerOf, county, ctx, MINUTE, signedIn } from './access-county';

describe('signing in', () => {
  test('gives a session and the wrapped keys, which only the passphrase opens', async () => {
    const who = county.of('fire.handler');
    const { answer, wrapping } = await answerOf(who);
    const result = await signIn(ctx, answer, 'somewhere');
    const { keys } = await openMemberKeys(fromBase64(result.wrappedKeys), who.memberId, wrapping.identity);
    expect(keys.age.recipient).toBe(who.keys.age.recipient);
    expect(await sessionMember(ctx, result.token)).toMatchObject({ login: 'fire.handler', roles: ['handler'] });
  });

  test('a code serves once', async () => {
    ctx.advance(MINUTE);
    const { answer } = await answerOf(county.of('fire.handler'));
    await signIn(ctx, answer, 'one place');
    await expect(signIn(ctx, answer, 'another place')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('unknown login, wrong passphrase and wrong code get one answer', async () => {
    ctx.advance(MINUTE);
    const { answer } = await answerOf(county.of('fire.lead'));
    const wrong = [
      { ...answer, login: 'nobody' },
      { ...answer, loginKey: randomBytes(32) },
      { ...answer, totp: '000000' },
    ];
    for (const attempt of wrong) {
      const refusal = await signIn(ctx, attempt, 'x').catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'invalid' });
      expect((refusal as { field?: string }).field).toBeUndefined();
    }
  });

  test('a code of some minutes ago tells who knows the passphrase that the phone is slow, one of later tells nothing', async () => {
    const who = county.of('discipline.handler');
    const { answer } = await answerOf(who);
    const said = async (minutes: number, more: Partial<typeof answer> = {}) => {
      // So that no wait after wrong tries answers in place of the refusal that is tested.
      ctx.advance(60 * MINUTE);
      const totp = totpCode(who.totpSecret, ctx.now() + minutes * MINUTE);
      const refusal = await signIn(ctx, { ...answer, totp, ...more }, null).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'invalid' });
      return (refusal as { data?: unknown }).data;
    };
    expect(await said(-5)).toEqual({ minutesSlow: 5 });
    expect(await said(-28)).toEqual({ minutesSlow: 28 });
    for (const minutes of [-40, 5, 20]) expect(await said(minutes)).toBeUndefined();
    expect(await said(-5, { loginKey: randomBytes(32) })).toBeUndefined();
    expect(await said(-5, { login: 'nobody' })).toBeUndefined();
    // A code serves once, and that it has served is no sign of a slow clock.
    const once = await answerOf(who);
    await expect(signIn(ctx, once.answer, null)).resolves.toMatchObject({ memberId: who.memberId });
    const again = await signIn(ctx, once.answer, null).catch((error: unknown) => error);
    expect(again).toMatchObject({ code: 'invalid' });
    expect((again as { data?: unknown }).data).toBeUndefined();
  });

  test('unknown login takes about as long as a wrong passphrase', async () => {
    const timed = async (login: string) => {
      const started = performance.now();
      for (let i = 0; i < 4; i += 1) {
        await signIn(ctx, { login, loginKey: randomBytes(32), totp: '123456' }, null).catch(() => undefined);
      }
      return performance.now() - started;
    };
    await timed('warm.up');
    const [unknown, known] = [await timed('nobody'), await timed('fire.lead')];
    expect(unknown / known).toBeGreaterThan(0.3);
    expect(unknown / known).toBeLessThan(3);
  });

  test('wrong tries make that client wait, not the officer elsewhere', async () => {
    const { answer } = await answerOf(county.of('upper.lead'));
    const wrong = { ...answer, loginKey: randomBytes(32) };
    for (let i = 0; i < 4; i += 1) await signIn(ctx, wrong, 'attacker').catch(() => undefined);
    await signIn(ctx, wrong, 'attacker').catch(() => undefined);
    await expect(signIn(ctx, wrong, 'attacker')).rejects.toMatchObject({ code: 'busy' });
    await expect(signIn(ctx, answer, 'own workspace')).resolves.toMatchObject({
      memberId: county.of('upper.lead').memberId,
    });
  });

  test('who shares the address cannot make a browser wait that signed in before', async () => {
    ctx.advance(MINUTE);
    const who = county.of('upper.handler');
    const { answer } = await answerOf(who);
    const wrong = { ...answer, loginKey: randomBytes(32) };
    for (let i = 0; i < 5; i += 1) await signIn(ctx, wrong, 'one office').catch(() => undefined);
    await expect(signIn(ctx, answer, 'one office')).rejects.toMatchObject({ code: 'busy' });
    const other = newDeviceMark(ctx, 'fire.lead');
    for (const device of [other, other.replace(/.$/, 'x'), 'x']) {
      await expect(signIn(ctx, { ...answer, device }, 'one office')).rejects.toMatchObject({ code: 'busy' });
    }
    const device = newDeviceMark(ctx, who.login);
    await expect(signIn(ctx, { ...answer, device }, 'one office')).resolves.toMatchObject({ memberId: who.memberId });
    for (let i = 0; i < 5; i += 1) await signIn(ctx, { ...wrong, device }, 'one office').catch(() => undefined);
    await expect(signIn(ctx, { ...wrong, device }, 'elsewhere')).rejects.toMatchObject({ code: 'busy' });
  });

  test('a session ends by signing out, by idling and after eight hours', async () => {
    const first = await signedIn('intake.1');
    await signOut(ctx, county.actor('intake.1'), first.token);
    expect(await sessionMember(ctx, first.token)).toBeNull();

    const second = await signedIn('intake.1');
    expect(second.token).not.toBe(first.token);
    ctx.advance(29 * MINUTE);
    expect(await sessionMember(ctx, second.token)).not.toBeNull();
    ctx.advance(29 * MINUTE);
    expect(await sessionMember(ctx, second.token)).not.toBeNull();
    ctx.advance(31 * MINUTE);
    expect(await sessionMember(ctx, second.token)).toBeNull();

    const third = await signedIn('intake.1');
    for (let i = 0; i < 23; i += 1) {
      ctx.advance(20 * MINUTE);
      expect(await sessionMember(ctx, third.token)).not.toBeNull();
    }
    ctx.advance(21 * MINUTE);
    expect(await sessionMember(ctx, third.token)).toBeNull();
  });

  test('nobody lengthens a session by changing its token', async () => {
    const { token } = await signedIn('intake.2');
    const [random] = token.split('.');
    expect(await sessionMember(ctx, `${random}.zzzzzz`)).toBeNull();
  });

  test('the server keeps neither passphrase, login key nor authenticator secret', async () => {
    const who = county.of('fire.handler');
    const [row] = await ctx.db.select().from(member).where(eq(member.id, who.memberId));
    const text = JSON.stringify(row);
    const { answer } = await answerOf(who);
    expect(text).not.toContain(who.passphrase);
    expect(text).not.toContain(who.totpSecret);
    expect(text).not.toContain(Buffer.from(answer.loginKey).toString('base64url'));
  });

  test('a new passphrase ends every session and opens the same keys', async () => {
    const who = county.of('finance.2');
    const { token } = await signedIn('finance.2');
    const { answer: old } = await answerOf(who);
    const { answer, wrapping } = await answerOf(who, 'six other words for this test');
    const wrappedKeys = await wrapMemberKeys(who.keys, NOTHING_MARKED, who.memberId, wrapping.recipient);
    const change = { oldLoginKey: old.loginKey, loginKey: answer.loginKey, wrappedKeys };
    await expect(changePassphrase(ctx, who.actor, { ...change, oldLoginKey: randomBytes(32) })).rejects.toMatchObject({
      code: 'invalid',
    });
    await changePassphrase(ctx, who.actor, change);
    expect(await sessionMember(ctx, token)).toBeNull();
    ctx.advance(MINUTE);
    const { answer: fresh } = await answerOf(who, 'six other words for this test');
    await expect(signIn(ctx, fresh, null)).resolves.toMatchObject({ memberId: who.memberId });
  });
});
