import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import { addDays } from '~/domain/dates';
import { STAMP_DAYS } from '~/domain/keys/freshness';
import { today } from '~/services/context.server';
import { certifyAll } from '~/services/keys/provision.server';
import { stampAs } from '~/services/keys/provision-stamp.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { queueStampReminder, stampsOf } from '~/services/keys/stamp.server';
import { asked, county, ctx, found, guardians, key, nextRouting, one, seenBy, two } from './stamp-county';

/** Acts with the owner's rights and bypasses every trigger, as whoever runs the database can. */
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
    // What lies there is of list 2; whoever puts the old stamps back has only old days.
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

describe('a routing taken back', () => {
  test('has the stamps of its own time only: the newest one deleted and the old one revived lapses', async () => {
    for (const one of guardians()) await stampAs(ctx, one, key());
    const [old, oldDay] = [await stampsOf(ctx.db), today(ctx)];
    const clock = ctx.now;
    ctx.now = () => clock() + 15 * 86_400_000;
    const newest = await nextRouting();
    const later = today(ctx);
    // Whoever signs a next routing stamps it at once.
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
