import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { handOver } from '#db/schema/hand-over';
import { member } from '#db/schema/staff';
import type { WaitingContent } from '~/contract/sealed/waiting';
import type { Member } from '~/domain/acts/permission';
import { newKeyPair } from '~/envelope/key-pair';
import { lockHandOvers, storeHandOver } from '~/services/hand-over.server';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import { askKeyRemoval, type Removal } from '~/services/keys/key-removal.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import { rewrapState } from '~/services/keys/unit-rewrap.server';
import { disableMember } from '~/services/staff/member-change.server';
import { changeRolesSeen } from './as-shown';
import { confirmKeyRemoval } from './decided-as-shown';
import { lockWaiters } from './lock-waiters';
import { county, ctx, guardians, rewrapAll, rotate } from './rotation-county';

describe('taking a key back', () => {
  /** Where a unit would be left with one reader, a second person agrees. */
  const agreed = async (by: Member, removal: Removal) =>
    confirmKeyRemoval(ctx, county.actor('admin2'), await askKeyRemoval(ctx, by, removal));

  test('by a member of the unit and a second person, never from oneself or the last holder', async () => {
    const [one, two] = [county.of('finance.1'), county.of('finance.2')];
    await expect(revokeUnitKeys(ctx, one.actor, one.memberId)).rejects.toMatchObject({ code: 'samePerson' });
    await expect(revokeUnitKeys(ctx, county.actor('fire.lead'), two.memberId)).rejects.toMatchObject({
      code: 'notFound',
    });
    await agreed(one.actor, { kind: 'revoke', memberId: two.memberId, roles: [] });
    expect(await grantsOf(ctx.db, two.memberId)).toEqual([]);
    await expect(revokeUnitKeys(ctx, county.actor('admin'), one.memberId)).rejects.toMatchObject({
      code: 'conflict',
      data: { rule: 'lastHolder' },
    });
  });

  test('two who take it from each other at once do not both succeed', async () => {
    const [one, two] = [county.of('custodians.1'), county.of('custodians.2')];
    const { unitKeyId } = county.unitKey('custodians');
    const ask = (actor: Member, memberId: string) => askKeyRemoval(ctx, actor, { kind: 'revoke', memberId, roles: [] });
    const asked = [await ask(one.actor, two.memberId), await ask(two.actor, one.memberId)];
    // The key's row is held until both wait for it; by then each has seen the other as a holder.
    const both = await ctx.database.owner.db.transaction(async (tx) => {
      await tx.select().from(unitKey).where(eq(unitKey.id, unitKeyId)).for('update');
      const both = Promise.allSettled(asked.map((id) => confirmKeyRemoval(ctx, county.actor('admin'), id)));
      await lockWaiters(ctx, 2);
      return { both };
    });
    const outcomes = await both.both;
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', data: { rule: 'lastHolder' } },
    });
    expect(await ctx.db.$count(unitKeyGrant, eq(unitKeyGrant.unitKeyId, unitKeyId))).toBe(1);
  });

  test('an administrator neither disables nor re-roles the last certified holder, only after another has the key', async () => {
    const admin = county.actor('admin');
    const [one, two] = [county.of('emergency.lead'), county.of('emergency.handler')];
    const { unitKeyId } = county.unitKey('emergency');
    const ofTwo = and(eq(unitKeyGrant.unitKeyId, unitKeyId), eq(unitKeyGrant.memberId, two.memberId));
    const [grant] = await ctx.db.select().from(unitKeyGrant).where(ofTwo);
    if (!grant) throw new Error('no grant');
    const refused = (field: string) => ({
      code: 'conflict',
      field,
      data: { rule: 'lastHolder', memberId: one.memberId },
    });
    const neither = async () => {
      await expect(disableMember(ctx, admin, one.memberId)).rejects.toMatchObject(refused('memberId'));
      await expect(changeRolesSeen(ctx, admin, one.memberId, ['auditor'])).rejects.toMatchObject(refused('roles'));
    };
    await ctx.db.delete(unitKeyGrant).where(ofTwo);
    await neither();
    // A holder whom the list does not name with that key does not count.
    await ctx.db.insert(unitKeyGrant).values(grant);
    const { db } = ctx.database.owner;
    const named = (recipient: string) => db.update(member).set({ recipient }).where(eq(member.id, two.memberId));
    await named((await newKeyPair()).recipient);
    await neither();
    expect(await grantsOf(ctx.db, one.memberId)).toHaveLength(1);
    await named(two.keys.age.recipient);
    await agreed(admin, { kind: 'disable', memberId: one.memberId, roles: [] });
    expect(await grantsOf(ctx.db, one.memberId)).toEqual([]);
  });

  test('a role that no longer holds the key takes it back by itself', async () => {
    const who = county.of('intake.1');
    expect(await grantsOf(ctx.db, who.memberId)).toHaveLength(1);
    await agreed(county.actor('admin'), { kind: 'roles', memberId: who.memberId, roles: ['operator'] });
    expect(await grantsOf(ctx.db, who.memberId)).toEqual([]);
  });
});

const ID = '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b01';

const WAITING_CLAIM: WaitingContent<'claim'> = {
  ...{ proposalId: ID, claimId: ID, rewardId: ID, fundId: ID, amount: '100', method: 'bank' },
  ...{ proposedBy: ID, approvedBy: ID, payee: null },
  claimant: { key: 'k', memberId: ID, signature: 's', proof: 'p' },
};

test('a claim that waits for the night keeps the key it was sealed to', async () => {
  const [first, second] = guardians;
  if (!first || !second) throw new Error('guardians');
  await ctx.db.transaction(async (tx) => {
    await lockHandOvers(tx);
    await storeHandOver(ctx, tx, 'claim', WAITING_CLAIM);
  });
  await rotate(first, guardians);
  await rewrapAll(second);
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toEqual({ left: 0, retired: 1, waits: true });
  await ctx.db.delete(handOver);
  await rewrapAll(second);
  expect(await rewrapState(ctx, ctx.db, county.unitIds.guardians)).toMatchObject({ retired: 0 });
});
