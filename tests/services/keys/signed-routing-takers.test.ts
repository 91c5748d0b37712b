import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { takersOf } from '~/envelope/keys/held-key';
import { textHashOf } from '~/envelope/keys/memory';
import { reportingOpen } from '~/services/county/county.server';
import { openedInForce } from '~/services/keys/certified.server';
import { recordHeldKey } from '~/services/keys/held-key.server';
import { certifyAll, enrolHere } from '~/services/keys/provision.server';
import { proposeRouting } from '~/services/keys/routing-certification.server';
import { signedHeldKeys } from '~/services/keys/signed-held-keys.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { listsInForce } from '~/services/log/log-lists.server';
import { county, ctx, fire, force, guardians, ledTo, upper } from './routing-county';

describe('a unit takes reports', () => {
  const takers = async () => {
    const directory = await openedInForce(ctx.db);
    return directory ? takersOf(directory, await signedHeldKeys(ctx.db)) : [];
  };

  test('by the words of its members, which no row replaces', async () => {
    expect(await takers()).toContain(fire);
    const kept = await ctx.db.select().from(unitKeyGrant);
    await ctx.db.update(unitKeyGrant).set({ held: null });
    expect(await takers()).toEqual([]);
    for (const { unitKeyId, memberId, held } of kept) {
      const other = kept.find((one) => one.memberId !== memberId && one.held !== null);
      await force(
        sql`update unit_key_grant set held = ${other?.held ?? held} where unit_key_id = ${unitKeyId} and member_id = ${memberId}`,
      );
    }
    expect(await takers()).toEqual([]);
    for (const { unitKeyId, memberId, held } of kept) {
      await force(
        sql`update unit_key_grant set held = ${held} where unit_key_id = ${unitKeyId} and member_id = ${memberId}`,
      );
    }
    expect(await takers()).toContain(fire);
  });

  test('a word is kept from its own member only', async () => {
    const [word] = (await signedHeldKeys(ctx.db)).filter(
      ({ memberId }) => memberId === county.of('fire.lead').memberId,
    );
    if (!word) throw new Error('no word');
    const given = { unitKeyId: word.unitKeyId, signature: word.signature };
    await expect(recordHeldKey(ctx, county.actor('fire.lead2'), given)).rejects.toMatchObject({ code: 'invalid' });
    await expect(recordHeldKey(ctx, county.actor('emergency.lead'), given)).rejects.toMatchObject({ code: 'notFound' });
    await recordHeldKey(ctx, county.actor('fire.lead'), given);
  });

  test('taking a key back from its holders closes nothing: what was signed goes on', async () => {
    const leads = [county.of('fire.lead'), county.of('fire.lead2'), county.of('fire.handler')];
    const kept = await ctx.db.select().from(unitKeyGrant);
    for (const { memberId } of leads) await ctx.db.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, memberId));
    expect((await reportingOpen(ctx.db)).open).toBe(true);
    expect(await ledTo()).toBe(fire);
    await ctx.db.insert(unitKeyGrant).values(kept).onConflictDoNothing();
  });
});

describe('the next versions', () => {
  test('only a guardian proposes, only another confirms, and what is not of the rows is refused', async () => {
    const last = await signedRouting(ctx.db);
    if (!last) throw new Error('nothing signed');
    const { statement, signature } = last;
    const old = { statement, signature, attestation: last.attestations[0]?.signature ?? '' };
    await expect(proposeRouting(ctx, county.actor('admin'), old)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(proposeRouting(ctx, county.actor('guardians.1'), old)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('checkpoints name the routing', async () => {
    const last = await signedRouting(ctx.db);
    expect(await listsInForce(ctx.db, '')).toContainEqual({
      name: 'routing',
      version: last?.version,
      hash: textHashOf(last?.statement ?? ''),
    });
  });

  test('the routing stays in force when one of its guardians leaves the list', async () => {
    const third = await enrolHere(ctx, {
      login: 'guardians.3',
      name: '第三位',
      roles: ['guardian'],
      unitId: county.unitIds.guardians,
    });
    await certifyAll(ctx, guardians, county.directory);
    const [first, second] = guardians;
    if (!first || !second) throw new Error('no guardians');
    await ctx.db.update(member).set({ status: 'disabled' }).where(eq(member.id, first.memberId));
    // Without the remaining guardians' signatures reporting would close, so the server refuses such a list.
    await certifyAll(ctx, [second, third], county.directory);
    expect((await openedInForce(ctx.db))?.members.map(({ id }) => id)).not.toContain(first.memberId);
    expect(await ledTo()).toBe(fire);
    expect((await reportingOpen(ctx.db)).routed).toBe(true);
  });

  test('a report about the upper unit is not stopped by all this', async () => {
    expect(await ledTo({ accusedUnitId: upper })).not.toBe(upper);
  });
});
