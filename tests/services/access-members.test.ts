import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { member } from '#db/schema/staff';
import type { Role } from '~/domain/vocabulary';
import { randomBytes } from '~/envelope/bytes';
import { enrol, enrolment } from '~/services/staff/enrolment.server';
import { inviteMember, members, renewInvitation } from '~/services/staff/member.server';
import { disableMember } from '~/services/staff/member-change.server';
import { signIn } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { answerOf, county, ctx, MINUTE, signedIn } from './access-county';
import { changeRolesSeen } from './as-shown';

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
