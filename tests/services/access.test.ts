import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { member } from '#db/schema/staff';
import type { Role } from '~/domain/vocabulary';
import { fromBase64, randomBytes } from '~/envelope/bytes';
import { NOTHING_MARKED, openMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { changePassphrase, enrol, enrolment } from '~/services/staff/enrolment.server';
import { newDeviceMark } from '~/services/staff/known-device.server';
import { inviteMember, members, renewInvitation } from '~/services/staff/member.server';
import { disableMember } from '~/services/staff/member-change.server';
import { signIn, signOut } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { changeRolesSeen } from './as-shown';
import { playedContext } from './played-context';

const { ctx, county } = await playedContext();
const MINUTE = 60_000;

async function answerOf(who: EnrolledMember, passphrase = who.passphrase) {
  const { salt } = await countyInfo(ctx.db);
  const { loginKey, wrapping } = await passphraseKeys(passphrase, who.login, salt, ctx.argon2id);
  const totp = totpCode(who.totpSecret, ctx.now());
  return { answer: { login: who.login, loginKey: fromBase64(loginKey), totp }, wrapping };
}

async function signedIn(login: string) {
  ctx.advance(MINUTE);
  const { answer } = await answerOf(county.of(login));
  return signIn(ctx, answer, 'somewhere');
}

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
      // So that no wait after wrong tries answers in its place.
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
    // A code serves once, and that it did is no slow clock.
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

describe('members', () => {
  const draft = (login: string, roles: Role[] = ['handler']) => ({
    login,
    name: '新同志',
    roles,
    unitId: county.unitIds.fire,
  });

  test('only an administrator invites, lists and changes', async () => {
    for (const login of ['fire.lead', 'guardians.1', 'finance.1', 'committee.1']) {
      const actor = county.actor(login);
      await expect(inviteMember(ctx, actor, draft('x.new'))).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(members(ctx, actor)).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(changeRolesSeen(ctx, actor, actor.memberId, ['administrator'])).rejects.toMatchObject({
        code: 'notAllowed',
      });
    }
    expect((await members(ctx, county.actor('admin'))).length).toBe(county.members.size);
  });

  test('nobody changes their own roles', async () => {
    const admin = county.actor('admin');
    await expect(changeRolesSeen(ctx, admin, admin.memberId, ['administrator', 'auditor'])).rejects.toMatchObject({
      code: 'samePerson',
    });
    await expect(disableMember(ctx, admin, admin.memberId)).rejects.toMatchObject({ code: 'samePerson' });
  });

  test('roles that rest on a key belong to the unit that has it; circles never meet, now or before', async () => {
    const admin = county.actor('admin');
    await expect(inviteMember(ctx, admin, draft('g.new', ['guardian']))).rejects.toMatchObject({ code: 'conflict' });
    await expect(inviteMember(ctx, admin, draft('a.new', ['handler', 'administrator']))).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'administratorHoldsKey' },
    });
    const { memberId } = await inviteMember(ctx, admin, draft('was.handler'));
    await changeRolesSeen(ctx, admin, memberId, ['auditor']);
    await ctx.db.update(member).set({ unitId: county.unitIds.custodians }).where(eq(member.id, memberId));
    await expect(changeRolesSeen(ctx, admin, memberId, ['custodian'])).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'separateCircles' },
    });
  });

  test('a handler who holds the unit key cannot become administrator', async () => {
    const { memberId } = county.of('fire.handler2');
    await expect(changeRolesSeen(ctx, county.actor('admin'), memberId, ['administrator'])).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'administratorHoldsKey' },
    });
  });

  test('the last administrator stays', async () => {
    await disableMember(ctx, county.actor('admin'), county.of('admin2').memberId);
    await expect(disableMember(ctx, county.actor('admin2'), county.of('admin').memberId)).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'lastAdministrator' },
    });
  });

  test('disabling ends sessions and signing in at once', async () => {
    const { token } = await signedIn('publisher');
    await disableMember(ctx, county.actor('admin'), county.of('publisher').memberId);
    expect(await sessionMember(ctx, token)).toBeNull();
    ctx.advance(MINUTE);
    const { answer } = await answerOf(county.of('publisher'));
    await expect(signIn(ctx, answer, null)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('an invitation serves once, expires, and a new link ends the old one', async () => {
    const admin = county.actor('admin');
    const first = await inviteMember(ctx, admin, draft('late.comer'));
    const second = await renewInvitation(ctx, admin, first.memberId);
    await expect(enrolment(ctx, first.token)).rejects.toMatchObject({ code: 'expired' });
    expect(await enrolment(ctx, second.token)).toMatchObject({ login: 'late.comer' });
    const keys = county.of('fire.lead').keys;
    const answer = {
      loginKey: randomBytes(32),
      recipient: keys.age.recipient,
      signingKey: keys.signing.publicKey,
      wrappedKeys: randomBytes(100),
      totpSecret: 'A'.repeat(32),
      totp: '000000',
    };
    await expect(enrol(ctx, second.token, answer)).rejects.toMatchObject({ code: 'invalid', field: 'totp' });
    const right = { ...answer, totp: totpCode(answer.totpSecret, ctx.now()) };
    await expect(enrol(ctx, second.token, { ...right, recipient: 'age1weak' })).rejects.toMatchObject({
      code: 'invalid',
    });
    ctx.advance(8 * 24 * 60 * MINUTE);
    await expect(enrolment(ctx, second.token)).rejects.toMatchObject({ code: 'expired' });
    const third = await renewInvitation(ctx, admin, first.memberId);
    await enrol(ctx, third.token, { ...right, totp: totpCode(answer.totpSecret, ctx.now()) });
    await expect(enrolment(ctx, third.token)).rejects.toMatchObject({ code: 'expired' });
  });
});
