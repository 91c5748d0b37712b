import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import { routingProposal } from '#db/schema/routing';
import { addDays } from '~/domain/dates';
import { STAMP_DAYS } from '~/domain/keys/freshness';
import { attest } from '~/envelope/keys/attestation';
import { canonicalRouting, ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { type Stamped, signStamp, stampOf, vouchedStamps } from '~/envelope/keys/stamp';
import { today } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { confirmRoutingHere, proposeRoutingHere } from '~/services/keys/provision-routing.server';
import { stampAs } from '~/services/keys/provision-stamp.server';
import { certifyRouting } from '~/services/keys/routing-certification.server';
import { listFreshness, stampList, stampsOf } from '~/services/keys/stamp.server';
import { isStampDue } from '~/services/keys/stamp-page.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { newFormToken } from '~/web/form-token.server';
import { startReport } from '~/web/report/report-form.server';
import { setRoutingTermsSeen } from '../as-shown';
import { asked, county, ctx, found, inForce, key, nextRouting, one, seenBy, two } from './stamp-county';

/** What a browser posts, signed for the given day by whoever it is. */
async function made(by: EnrolledMember, day = today(ctx), name = by.memberId) {
  const stamping = { countyKey: key(), memberId: name };
  const stamp = stampOf(await inForce(), { ...stamping, head: '', day });
  return { ...stamp, memberId: name, signature: signStamp(stamp, stamping, by.keys.signing.seed) };
}

describe('a list that two guardians stamped', () => {
  test('is fresh for the term, then lapsed; pages and browsers find the same', async () => {
    const day = today(ctx);
    const until = addDays(day, STAMP_DAYS);
    expect(await seenBy(day)).toEqual({ seenOn: day, until, lapsed: false });
    expect((await seenBy(until)).lapsed).toBe(false);
    expect((await seenBy(addDays(until, 1))).lapsed).toBe(true);
    expect(await listFreshness(ctx)).toMatchObject({ seenOn: day, until, lapsed: false, version: 1 });
  });

  test('is as old as the older of the two; one guardian stamping twice, under two names too, counts once', async () => {
    const day = today(ctx);
    const later = addDays(day, 1);
    const [first, second] = await stampsOf(ctx.db);
    if (!first || !second) throw new Error('not stamped');
    const mine = await made(one(), later);
    const theirs = [first, second].filter(({ memberId }) => memberId === two().memberId);
    expect((await seenBy(later, [mine, ...theirs])).seenOn).toBe(day);
    const again = await made(one());
    expect(await seenBy(later, [mine, again])).toEqual({ seenOn: null, until: null, lapsed: true });
    const asOther = await made(one(), day, two().memberId);
    expect((await seenBy(later, [mine, asOther])).seenOn).toBeNull();
  });

  test('is told on a page kept for many from what lies there now, on one made for a reader within half a minute', async () => {
    const placeholder = newFormToken(ctx);
    const shown = async (token: string | null) => {
      const { page } = await startReport(ctx, null, token);
      return page.view === 'form' ? page.fresh?.lapsed : page.view;
    };
    expect([await shown(placeholder), await shown(null)]).toEqual([false, false]);
    const mine = eq(freshnessStamp.memberId, one().memberId);
    const [row] = await ctx.db.select().from(freshnessStamp).where(mine);
    if (!row) throw new Error('not stamped');
    // Another process of the site, of which this one hears nothing.
    await ctx.database.owner.db.delete(freshnessStamp).where(mine);
    expect([await shown(null), await shown(placeholder), await shown(null)]).toEqual([false, true, true]);
    await ctx.db.insert(freshnessStamp).values(row);
    expect(await shown(placeholder)).toBe(false);
  });

  test('is stamped together with one routing: beside another, changed or none, no stamp counts', async () => {
    const { directory, routing } = await inForce();
    const stamps = await stampsOf(ctx.db);
    const over = (other: Stamped['routing']) => vouchedStamps({ directory, routing: other }, key(), stamps).length;
    if (!routing) throw new Error('no routing');
    expect(over(routing)).toBe(2);
    expect([over(null), over({ ...routing, takes: [] }), over({ ...routing, version: 2, history: [] })]).toEqual([
      0, 0, 0,
    ]);
    const by = { countyKey: key(), memberId: one().memberId };
    const bare = stampOf({ directory, routing: null }, { ...by, head: '', day: today(ctx) });
    const signature = signStamp(bare, by, one().keys.signing.seed);
    const withoutRouting = { ...bare, memberId: one().memberId, signature };
    await expect(stampList(ctx, one().actor, withoutRouting)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('cannot be dated ahead, changed, or stamped by who is no guardian', async () => {
    const ahead = addDays(today(ctx), 2);
    await expect(stampList(ctx, one().actor, await made(one(), ahead))).rejects.toMatchObject({ code: 'invalid' });
    const past = await made(one(), addDays(today(ctx), -2));
    await expect(stampList(ctx, one().actor, past)).rejects.toMatchObject({ code: 'invalid' });
    const officer = county.of('fire.handler');
    await expect(stampList(ctx, officer.actor, await made(officer))).rejects.toMatchObject({ code: 'notAllowed' });
    const changed = { ...(await made(one())), directoryVersion: 2 };
    await expect(stampList(ctx, one().actor, changed)).rejects.toMatchObject({ code: 'invalid' });
    const strangers = [officer, county.of('fire.lead')];
    const stamps = await Promise.all(strangers.map((by) => made(by)));
    expect((await seenBy(today(ctx), stamps)).lapsed).toBe(true);
    const both = await Promise.all([one(), two()].map((by) => made(by, ahead)));
    expect((await seenBy(today(ctx), both)).lapsed).toBe(true);
  });
});

describe('the term', () => {
  test('is the one of the signed routing, for pages and for browsers', async () => {
    const { intake: intakeUnitId = '', upper: upperUnitId = '' } = county.unitIds;
    await setRoutingTermsSeen(ctx, county.actor('admin'), { stampDays: 30, intakeUnitId, upperUnitId });
    const day = today(ctx);
    // A row is a draft: nothing follows from it before two guardians sign.
    expect((await found())?.termDays).toBe(STAMP_DAYS);
    await nextRouting();
    expect(await found()).toMatchObject({ until: addDays(day, 30), termDays: 30 });
    expect(await seenBy(addDays(day, 30))).toMatchObject({ until: addDays(day, 30), lapsed: false });
    expect((await seenBy(addDays(day, 31))).lapsed).toBe(true);
    const { routing } = await inForce();
    for (const stampDays of [0, 13, 61, 365]) {
      const text = canonicalRouting({ ...(routing as RoutingStatement), stampDays });
      expect(() => ROUTING.parse(text)).toThrow('damaged');
    }
  });
});

describe('what is signed anew', () => {
  test('without both guardians’ stamps asks for them at once, on the home page and by mail', async () => {
    const before = await asked();
    expect([await isStampDue(ctx, one().actor), (await staffHome(ctx, one().actor)).stamp]).toEqual([false, false]);
    const proposed = await proposeRoutingHere(ctx, one(), county.directory, { stamped: false });
    await confirmRoutingHere(ctx, two(), proposed, county.directory);
    expect((await found())?.lapsed).toBe(true);
    expect(await asked()).toBe(before + 1);
    expect([await isStampDue(ctx, one().actor), await isStampDue(ctx, two().actor)]).toEqual([true, false]);
    expect((await staffHome(ctx, one().actor)).stamp).toBe(true);
    expect((await staffHome(ctx, county.actor('fire.lead'))).stamp).toBe(false);
    await stampAs(ctx, one(), key());
    expect((await found())?.lapsed).toBe(false);
    expect(await isStampDue(ctx, one().actor)).toBe(false);
  });

  test('takes no stamp that is somebody else’s or of another version', async () => {
    const old = await stampsOf(ctx.db);
    const { version, text } = await proposeRoutingHere(ctx, one(), county.directory, { stamped: false });
    await ctx.db.update(routingProposal).set({ stamp: old.find(({ memberId }) => memberId === one().memberId) });
    const attestation = attest('routing', text, key(), two().keys.signing.seed);
    const stamp = old.find(({ memberId }) => memberId === two().memberId) ?? null;
    await certifyRouting(ctx, two().actor, { version, attestation, stamp });
    expect((await found())?.lapsed).toBe(true);
    expect(await stampsOf(ctx.db)).toEqual(old);
  });
});
