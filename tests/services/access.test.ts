import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { member } from '#db/schema/staff';
import type { Role } from '~/domain/vocabulary';
import { fromBase64, randomBytes } from '~/envelope/bytes';
import { NOTHING_MARKED, openMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import type { EnrolledMember } from '~/services/keys/provision.server';
import { changePassphrase, enrol, enrolment } from '~/services/staff/enrolment.server';
import { newDeviceMark } from '~/services/staff/known-device.server';
import { inviteMember, members, renewInvitation } from '~/services/staff/member.server';
import { disableMember } from '~/services/staff/member-change.server';
import { signIn, signOut } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { changeRolesSeen } from './as-shown';
import { playedHouse } from './played-house';

const { house, county } = await playedHouse();
const MINUTE = 60_000;

async function answerOf(who: EnrolledMember, passphrase = who.passphrase) {
  const { salt } = await countyInfo(house.db);
  const { loginKey, wrapping } = await passphraseKeys(passphrase, who.login, salt, house.argon2id);
  const totp = totpCode(who.totpSecret, house.now());
  return { answer: { login: who.login, loginKey: fromBase64(loginKey), totp }, wrapping };
}

async function signedIn(login: string) {
  house.advance(MINUTE);
  const { answer } = await answerOf(county.of(login));
  return signIn(house, answer, 'somewhere');
}

describe('signing in', () => {
  test('gives a session and the wrapped keys, which only the passphrase opens', async () => {
    const who = county.of('fire.handler');
    const { answer, wrapping } = await answerOf(who);
    const result = await signIn(house, answer, 'somewhere');
    const { keys } = await openMemberKeys(fromBase64(result.wrappedKeys), who.memberId, wrapping.identity);
    expect(keys.age.recipient).toBe(who.keys.age.recipient);
    expect(await sessionMember(house, result.token)).toMatchObject({ login: 'fire.handler', roles: ['handler'] });
  });

  test('a code serves once', async () => {
    house.advance(MINUTE);
    const { answer } = await answerOf(county.of('fire.handler'));
    await signIn(house, answer, 'one place');
    await expect(signIn(house, answer, 'another place')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('unknown login, wrong passphrase and wrong code get one answer', async () => {
    house.advance(MINUTE);
    const { answer } = await answerOf(county.of('fire.lead'));
    const wrong = [
      { ...answer, login: 'nobody' },
      { ...answer, loginKey: randomBytes(32) },
      { ...answer, totp: '000000' },
    ];
    for (const attempt of wrong) {
      const refusal = await signIn(house, attempt, 'x').catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'invalid' });
      expect((refusal as { field?: string }).field).toBeUndefined();
    }
  });

  test('a code of some minutes ago tells who knows the passphrase that the phone is slow, one of later tells nothing', async () => {
    const who = county.of('discipline.handler');
    const { answer } = await answerOf(who);
    const said = async (minutes: number, more: Partial<typeof answer> = {}) => {
      // So that no wait after wrong tries answers in its place.
      house.advance(60 * MINUTE);
      const totp = totpCode(who.totpSecret, house.now() + minutes * MINUTE);
      const refusal = await signIn(house, { ...answer, totp, ...more }, null).catch((error: unknown) => error);
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
    await expect(signIn(house, once.answer, null)).resolves.toMatchObject({ memberId: who.memberId });
    const again = await signIn(house, once.answer, null).catch((error: unknown) => error);
    expect(again).toMatchObject({ code: 'invalid' });
    expect((again as { data?: unknown }).data).toBeUndefined();
  });

  test('unknown login takes about as long as a wrong passphrase', async () => {
    const timed = async (login: string) => {
      const started = performance.now();
      for (let i = 0; i < 4; i += 1) {
        await signIn(house, { login, loginKey: randomBytes(32), totp: '123456' }, null).catch(() => undefined);
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
    for (let i = 0; i < 4; i += 1) await signIn(house, wrong, 'attacker').catch(() => undefined);
    await signIn(house, wrong, 'attacker').catch(() => undefined);
    await expect(signIn(house, wrong, 'attacker')).rejects.toMatchObject({ code: 'busy' });
    await expect(signIn(house, answer, 'own desk')).resolves.toMatchObject({
      memberId: county.of('upper.lead').memberId,
    });
  });

  test('who shares the address cannot make a browser wait that signed in before', async () => {
    house.advance(MINUTE);
    const who = county.of('upper.handler');
    const { answer } = await answerOf(who);
    const wrong = { ...answer, loginKey: randomBytes(32) };
    for (let i = 0; i < 5; i += 1) await signIn(house, wrong, 'one office').catch(() => undefined);
    await expect(signIn(house, answer, 'one office')).rejects.toMatchObject({ code: 'busy' });
    const other = newDeviceMark(house, 'fire.lead');
    for (const device of [other, other.replace(/.$/, 'x'), 'x']) {
      await expect(signIn(house, { ...answer, device }, 'one office')).rejects.toMatchObject({ code: 'busy' });
    }
    const device = newDeviceMark(house, who.login);
    await expect(signIn(house, { ...answer, device }, 'one office')).resolves.toMatchObject({ memberId: who.memberId });
    for (let i = 0; i < 5; i += 1) await signIn(house, { ...wrong, device }, 'one office').catch(() => undefined);
    await expect(signIn(house, { ...wrong, device }, 'elsewhere')).rejects.toMatchObject({ code: 'busy' });
  });

  test('a session ends by signing out, by idling and after eight hours', async () => {
    const first = await signedIn('intake.1');
    await signOut(house, county.actor('intake.1'), first.token);
    expect(await sessionMember(house, first.token)).toBeNull();

    const second = await signedIn('intake.1');
    expect(second.token).not.toBe(first.token);
    house.advance(29 * MINUTE);
    expect(await sessionMember(house, second.token)).not.toBeNull();
    house.advance(29 * MINUTE);
    expect(await sessionMember(house, second.token)).not.toBeNull();
    house.advance(31 * MINUTE);
    expect(await sessionMember(house, second.token)).toBeNull();

    const third = await signedIn('intake.1');
    for (let i = 0; i < 23; i += 1) {
      house.advance(20 * MINUTE);
      expect(await sessionMember(house, third.token)).not.toBeNull();
    }
    house.advance(21 * MINUTE);
    expect(await sessionMember(house, third.token)).toBeNull();
  });

  test('nobody lengthens a session by changing its token', async () => {
    const { token } = await signedIn('intake.2');
    const [random] = token.split('.');
    expect(await sessionMember(house, `${random}.zzzzzz`)).toBeNull();
  });

  test('the server keeps neither passphrase, login key nor authenticator secret', async () => {
    const who = county.of('fire.handler');
    const [row] = await house.db.select().from(member).where(eq(member.id, who.memberId));
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
    await expect(changePassphrase(house, who.actor, { ...change, oldLoginKey: randomBytes(32) })).rejects.toMatchObject(
      { code: 'invalid' },
    );
    await changePassphrase(house, who.actor, change);
    expect(await sessionMember(house, token)).toBeNull();
    house.advance(MINUTE);
    const { answer: fresh } = await answerOf(who, 'six other words for this test');
    await expect(signIn(house, fresh, null)).resolves.toMatchObject({ memberId: who.memberId });
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
      await expect(inviteMember(house, actor, draft('x.new'))).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(members(house, actor)).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(changeRolesSeen(house, actor, actor.memberId, ['administrator'])).rejects.toMatchObject({
        code: 'notAllowed',
      });
    }
    expect((await members(house, county.actor('admin'))).length).toBe(county.members.size);
  });

  test('nobody changes their own roles', async () => {
    const admin = county.actor('admin');
    await expect(changeRolesSeen(house, admin, admin.memberId, ['administrator', 'auditor'])).rejects.toMatchObject({
      code: 'samePerson',
    });
    await expect(disableMember(house, admin, admin.memberId)).rejects.toMatchObject({ code: 'samePerson' });
  });

  test('roles that rest on a key belong to the unit that has it; circles never meet, now or before', async () => {
    const admin = county.actor('admin');
    await expect(inviteMember(house, admin, draft('g.new', ['guardian']))).rejects.toMatchObject({ code: 'conflict' });
    await expect(inviteMember(house, admin, draft('a.new', ['handler', 'administrator']))).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'administratorHoldsKey' },
    });
    const { memberId } = await inviteMember(house, admin, draft('was.handler'));
    await changeRolesSeen(house, admin, memberId, ['auditor']);
    await house.db.update(member).set({ unitId: county.unitIds.custodians }).where(eq(member.id, memberId));
    await expect(changeRolesSeen(house, admin, memberId, ['custodian'])).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'separateCircles' },
    });
  });

  test('a handler who holds the unit key cannot become administrator', async () => {
    const { memberId } = county.of('fire.handler2');
    await expect(changeRolesSeen(house, county.actor('admin'), memberId, ['administrator'])).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'administratorHoldsKey' },
    });
  });

  test('the last administrator stays', async () => {
    await disableMember(house, county.actor('admin'), county.of('admin2').memberId);
    await expect(disableMember(house, county.actor('admin2'), county.of('admin').memberId)).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'lastAdministrator' },
    });
  });

  test('disabling ends sessions and signing in at once', async () => {
    const { token } = await signedIn('publisher');
    await disableMember(house, county.actor('admin'), county.of('publisher').memberId);
    expect(await sessionMember(house, token)).toBeNull();
    house.advance(MINUTE);
    const { answer } = await answerOf(county.of('publisher'));
    await expect(signIn(house, answer, null)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('an invitation serves once, expires, and a new link ends the old one', async () => {
    const admin = county.actor('admin');
    const first = await inviteMember(house, admin, draft('late.comer'));
    const second = await renewInvitation(house, admin, first.memberId);
    await expect(enrolment(house, first.token)).rejects.toMatchObject({ code: 'expired' });
    expect(await enrolment(house, second.token)).toMatchObject({ login: 'late.comer' });
    const keys = county.of('fire.lead').keys;
    const answer = {
      loginKey: randomBytes(32),
      recipient: keys.age.recipient,
      signingKey: keys.signing.publicKey,
      wrappedKeys: randomBytes(100),
      totpSecret: 'A'.repeat(32),
      totp: '000000',
    };
    await expect(enrol(house, second.token, answer)).rejects.toMatchObject({ code: 'invalid', field: 'totp' });
    const right = { ...answer, totp: totpCode(answer.totpSecret, house.now()) };
    await expect(enrol(house, second.token, { ...right, recipient: 'age1weak' })).rejects.toMatchObject({
      code: 'invalid',
    });
    house.advance(8 * 24 * 60 * MINUTE);
    await expect(enrolment(house, second.token)).rejects.toMatchObject({ code: 'expired' });
    const third = await renewInvitation(house, admin, first.memberId);
    await enrol(house, third.token, { ...right, totp: totpCode(answer.totpSecret, house.now()) });
    await expect(enrolment(house, third.token)).rejects.toMatchObject({ code: 'expired' });
  });
});
