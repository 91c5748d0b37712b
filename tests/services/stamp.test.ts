import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { addDays } from '~/domain/dates';
import { freshnessOf, STAMP_DAYS } from '~/domain/freshness';
import { signStamp, stampOf, vouchedStamps } from '~/envelope/stamp';
import { openedInForce } from '~/services/certified.server';
import { today } from '~/services/house.server';
import { seedPolicies } from '~/services/policies.server';
import { certifyAll, type EnrolledMember } from '~/services/provision.server';
import { reportingKeys } from '~/services/report-keys.server';
import { listFreshness, queueStampReminder, stampList, stampsOf } from '~/services/stamp.server';
import { newFormToken } from '~/web/form-token.server';
import { startReport } from '~/web/report-form.server';
import { type County, makeCounty } from './fixtures';
import { type TestHouse, testHouse } from './test-house';

let house: TestHouse;
let county: County;
beforeAll(async () => {
  house = await testHouse();
  county = await makeCounty(house);
  await seedPolicies(house);
});

const one = () => county.of('guardians.1');
const two = () => county.of('guardians.2');

async function inForce() {
  const directory = await openedInForce(house.db);
  if (!directory) throw new Error('no list');
  return directory;
}

/** What a browser posts, signed by whoever it is for the day that is given. */
async function made(by: EnrolledMember, day = today(house), name = by.memberId) {
  const stamp = stampOf({ directory: await inForce(), routing: null }, day);
  return {
    ...stamp,
    memberId: name,
    signature: signStamp(stamp, county.directory.publicKey, name, by.keys.signing.seed),
  };
}

/** As a reporter's browser judges on a day. */
const seenBy = async (day: string, stamps?: Awaited<ReturnType<typeof stampsOf>>) =>
  freshnessOf(
    vouchedStamps(
      { directory: await inForce(), routing: null },
      county.directory.publicKey,
      stamps ?? (await reportingKeys(house)).stamps,
    ),
    day,
  );

describe('a list that two guardians stamped', () => {
  test('is fresh for the term, then lapsed; pages and browsers find the same', async () => {
    const day = today(house);
    const until = addDays(day, STAMP_DAYS);
    expect(await seenBy(day)).toEqual({ seenOn: day, until, lapsed: false });
    expect((await seenBy(until)).lapsed).toBe(false);
    expect((await seenBy(addDays(until, 1))).lapsed).toBe(true);
    expect(await listFreshness(house)).toMatchObject({ seenOn: day, until, lapsed: false, version: 1 });
  });

  test('is as old as the older of the two; one guardian stamping twice, under two names too, counts once', async () => {
    const day = today(house);
    const later = addDays(day, 1);
    const [first, second] = await stampsOf(house.db);
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
    const placeholder = newFormToken(house);
    const shown = async (token: string | null) => {
      const { page } = await startReport(house, null, token);
      return page.view === 'form' ? page.fresh?.lapsed : page.view;
    };
    expect([await shown(placeholder), await shown(null)]).toEqual([false, false]);
    const mine = eq(freshnessStamp.memberId, one().memberId);
    const [row] = await house.db.select().from(freshnessStamp).where(mine);
    if (!row) throw new Error('not stamped');
    // Another process of the site, of which this one hears nothing.
    await house.database.owner.db.delete(freshnessStamp).where(mine);
    expect([await shown(null), await shown(placeholder), await shown(null)]).toEqual([false, true, true]);
    await house.db.insert(freshnessStamp).values(row);
    expect(await shown(placeholder)).toBe(false);
  });

  test('is stamped together with one routing: another one beside it is not covered', async () => {
    const directory = await inForce();
    const countyKey = county.directory.publicKey;
    const routing = { version: 1, textHash: 'a'.repeat(64) };
    const due = stampOf({ directory, routing }, today(house));
    const stamps = [one(), two()].map(({ memberId, keys }) => {
      const signature = signStamp(due, countyKey, memberId, keys.signing.seed);
      return { ...due, memberId, signature };
    });
    const over = (other?: typeof routing | null) =>
      vouchedStamps(other === undefined ? { directory } : { directory, routing: other }, countyKey, stamps).length;
    expect([over(routing), over()]).toEqual([2, 2]);
    expect([over(null), over({ ...routing, version: 2 }), over({ ...routing, textHash: 'b'.repeat(64) })]).toEqual([
      0, 0, 0,
    ]);
  });

  test('cannot be dated ahead, changed, or stamped by who is no guardian', async () => {
    const ahead = addDays(today(house), 2);
    await expect(stampList(house, one().actor, await made(one(), ahead))).rejects.toMatchObject({ code: 'invalid' });
    const past = await made(one(), addDays(today(house), -2));
    await expect(stampList(house, one().actor, past)).rejects.toMatchObject({ code: 'invalid' });
    const officer = county.of('fire.handler');
    await expect(stampList(house, officer.actor, await made(officer))).rejects.toMatchObject({ code: 'notAllowed' });
    const changed = { ...(await made(one())), directoryVersion: 2 };
    await expect(stampList(house, one().actor, changed)).rejects.toMatchObject({ code: 'invalid' });
    const strangers = [officer, county.of('fire.lead')];
    const stamps = await Promise.all(strangers.map((by) => made(by)));
    expect((await seenBy(today(house), stamps)).lapsed).toBe(true);
    const both = await Promise.all([one(), two()].map((by) => made(by, ahead)));
    expect((await seenBy(today(house), both)).lapsed).toBe(true);
  });
});

describe('a list taken back', () => {
  test('has the stamps of its own time only: they lapse, and those of the later list say nothing of it', async () => {
    const old = await stampsOf(house.db);
    const oldDay = today(house);
    const clock = house.now;
    house.now = () => clock() + 15 * 86_400_000;
    await certifyAll(house, [one(), two()], county.directory);
    const later = today(house);
    expect((await seenBy(later)).seenOn).toBe(later);
    await house.database.owner.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`delete from directory_version where version = 2`);
    });
    // What lies there is of list 2; whoever puts the old stamps back has days that are old.
    expect((await seenBy(later)).seenOn).toBeNull();
    for (const { day: onDay, ...rest } of old) {
      await house.db
        .update(freshnessStamp)
        .set({ ...rest, onDay })
        .where(eq(freshnessStamp.memberId, rest.memberId));
    }
    expect(await seenBy(later)).toMatchObject({ seenOn: oldDay, lapsed: false });
    expect((await seenBy(addDays(oldDay, STAMP_DAYS + 1))).lapsed).toBe(true);
  });

  test('guardians are reminded by mail from a week before, once a day', async () => {
    const jobs = async () => (await house.db.select().from(outbox).where(eq(outbox.kind, 'notice.stamp'))).length;
    expect(await jobs()).toBe(0);
    expect(await queueStampReminder(house)).toBe(true);
    expect(await queueStampReminder(house)).toBe(false);
    expect(await jobs()).toBe(1);
  });
});
