import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { routingProposal } from '#db/schema/routing';
import { freshnessBy } from '~/contract/freshness';
import { addDays } from '~/domain/dates';
import { STAMP_DAYS } from '~/domain/keys/freshness';
import { attest } from '~/envelope/keys/attestation';
import { canonicalRouting, ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { type Stamped, signStamp, stampOf, vouchedStamps } from '~/envelope/keys/stamp';
import { today } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll } from '~/services/keys/provision.server';
import { confirmRoutingHere, proposeRoutingHere, signRouting } from '~/services/keys/provision-routing.server';
import { stampAs } from '~/services/keys/provision-stamp.server';
import { certifyRouting } from '~/services/keys/routing-certification.server';
import { routingInForce, signedRouting } from '~/services/keys/signed-routing.server';
import { listFreshness, queueStampReminder, stampList, stampsOf } from '~/services/keys/stamp.server';
import { isStampDue } from '~/services/keys/stamp-page.server';
import { reportingKeys } from '~/services/report/report-keys.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { newFormToken } from '~/web/form-token.server';
import { startReport } from '~/web/report/report-form.server';
import { setRoutingTermsSeen } from '../as-shown';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

const one = () => county.of('guardians.1');
const two = () => county.of('guardians.2');

const key = () => county.directory.publicKey;
const guardians = () => [one(), two()];

async function inForce(): Promise<Stamped> {
  const found = await routingInForce(ctx.db);
  if (!found) throw new Error('no list or routing');
  return { directory: found.directory, routing: found.statement };
}

/** The routing of the rows once more, as the next version, signed and stamped by both guardians. */
const nextRouting = () => signRouting(ctx, guardians(), county.directory);

/** With the owner's rights and past every trigger, as whoever runs the database can. */
const force = (statement: ReturnType<typeof sql>) =>
  ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });

const putBack = async (stamps: Awaited<ReturnType<typeof stampsOf>>) => {
  for (const { day: onDay, ...rest } of stamps) {
    const row = { ...rest, onDay };
    await ctx.db.update(freshnessStamp).set(row).where(eq(freshnessStamp.memberId, rest.memberId));
  }
};

/** What a browser posts, signed by whoever it is for the day that is given. */
async function made(by: EnrolledMember, day = today(ctx), name = by.memberId) {
  const stamping = { countyKey: key(), memberId: name };
  const stamp = stampOf(await inForce(), { ...stamping, head: '', day });
  return { ...stamp, memberId: name, signature: signStamp(stamp, stamping, by.keys.signing.seed) };
}

/** As a reporter's browser judges on a day. */
const seenBy = async (day: string, stamps?: Awaited<ReturnType<typeof stampsOf>>) =>
  freshnessBy(await inForce(), key(), stamps ?? (await reportingKeys(ctx)).stamps, day);

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

describe('a list taken back', () => {
  test('has the stamps of its own time only: they lapse, and those of the later list say nothing of it', async () => {
    const old = await stampsOf(ctx.db);
    const oldDay = today(ctx);
    const clock = ctx.now;
    ctx.now = () => clock() + 15 * 86_400_000;
    await certifyAll(ctx, [one(), two()], county.directory);
    const later = today(ctx);
    expect((await seenBy(later)).seenOn).toBe(later);
    await force(sql`delete from directory_version where version = 2`);
    await force(sql`delete from routing_version where list_version = 2`);
    // What lies there is of list 2; whoever puts the old stamps back has days that are old.
    expect((await seenBy(later)).seenOn).toBeNull();
    await putBack(old);
    expect(await seenBy(later)).toMatchObject({ seenOn: oldDay, lapsed: false });
    expect((await seenBy(addDays(oldDay, STAMP_DAYS + 1))).lapsed).toBe(true);
  });

  test('guardians are reminded by mail from a week before, once a day', async () => {
    expect(await asked()).toBe(0);
    expect(await queueStampReminder(ctx)).toBe(true);
    expect(await queueStampReminder(ctx)).toBe(false);
    expect(await asked()).toBe(1);
  });
});

const asked = async () => (await ctx.db.select().from(outbox).where(eq(outbox.kind, 'notice.stamp'))).length;
const found = () => listFreshness(ctx, { anew: true });

describe('a routing taken back', () => {
  test('has the stamps of its own time only: the newest one deleted and the old one revived lapses', async () => {
    for (const one of guardians()) await stampAs(ctx, one, key());
    const [old, oldDay] = [await stampsOf(ctx.db), today(ctx)];
    const clock = ctx.now;
    ctx.now = () => clock() + 15 * 86_400_000;
    const newest = await nextRouting();
    const later = today(ctx);
    // Who signs a next routing stamps it at once.
    expect(await found()).toMatchObject({ seenOn: later, lapsed: false, routingVersion: newest });
    await force(sql`delete from routing_version where version = ${newest}`);
    expect(await found()).toMatchObject({ seenOn: null, lapsed: true, routingVersion: newest - 1 });
    expect((await seenBy(later)).seenOn).toBeNull();
    await putBack(old);
    expect(await seenBy(later)).toMatchObject({ seenOn: oldDay, lapsed: false });
    expect((await seenBy(addDays(oldDay, STAMP_DAYS + 1))).lapsed).toBe(true);
  });

  test('a routing changed under a stamp that holds has none', async () => {
    for (const one of guardians()) await stampAs(ctx, one, key());
    expect((await found())?.lapsed).toBe(false);
    const { statement = '' } = (await signedRouting(ctx.db)) ?? {};
    const forged = statement.replaceAll(county.unitIds.fire ?? '', county.unitIds.emergency ?? '');
    await force(sql`update routing_version set statement = ${forged} where statement = ${statement}`);
    expect(await found()).toMatchObject({ seenOn: null, lapsed: true, routingVersion: 0 });
    await expect(stampAs(ctx, one(), key())).rejects.toMatchObject({ code: 'invalid' });
    await force(sql`update routing_version set statement = ${statement} where statement = ${forged}`);
  });
});

describe('the term', () => {
  test('is the one of the signed routing, for pages and for browsers', async () => {
    const { intake: intakeUnitId = '', upper: upperUnitId = '' } = county.unitIds;
    await setRoutingTermsSeen(ctx, county.actor('admin'), { stampDays: 30, intakeUnitId, upperUnitId });
    const day = today(ctx);
    // A row is a draft: nothing goes by it before two guardians sign.
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
