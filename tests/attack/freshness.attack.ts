import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { directoryVersion, freshnessStamp } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { ReportingKeys } from '~/contract/answers/report';
import { freshnessBy } from '~/contract/freshness';
import { addDays, chinaDate } from '~/domain/dates';
import { STAMP_DAYS } from '~/domain/keys/freshness';
import { fromBase64 } from '~/envelope/bytes';
import { openDirectory, type SignedDirectory } from '~/envelope/keys/directory';
import { openRouting } from '~/envelope/keys/routing-statement';
import { type Stamped, signStamp, stampOf, vouchedStamps } from '~/envelope/keys/stamp';
import { openDirectorySeed } from '~/envelope/keys/unit-key';
import { newSigningKey } from '~/envelope/signing';
import { directoryInForce } from '~/services/keys/certified.server';
import { directoryPage } from '~/services/keys/directory.server';
import { certifyAll } from '~/services/keys/provision.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import type { BareSite } from '../e2e/site';
import { type Cast, workspaceOf } from '../services/ceremony-play';
import { signedIn } from '../services/member-browser';
import { attack } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';

const DAY_MS = 86_400_000;
let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo());
});
afterAll(() => vi.unstubAllGlobals());

/** What a reporter is told by the page, and by what their own browser finds in the keys that it fetched. */
async function told(): Promise<{ page: boolean; browser: boolean; keys: ReportingKeys }> {
  const text = await (await fetch(`${site.origin}/zh/report`)).text();
  const shown = /id="list-freshness"[^>]*data-lapsed="(true|false)"/.exec(text)?.[1];
  if (!shown) throw new Error('The report page says nothing of the list');
  const keys = (await (await fetch(`${site.origin}/zh/report/keys.json`)).json()) as ReportingKeys;
  return { page: shown === 'true', browser: lapsedIn(keys), keys };
}

/** As the browser opens them: the list, and the routing beside it. */
function opened(keys: ReportingKeys): Stamped {
  const directory = openDirectory(keys.directory);
  return { directory, routing: openRouting(keys.routing, directory) };
}

const lapsedIn = (keys: ReportingKeys, day = chinaDate(site.ctx.now())): boolean =>
  freshnessBy(opened(keys), keys.directory.publicKey, keys.stamps, day).lapsed;

/** The county key as the demo's first guardian opens it. */
async function countyKey() {
  const [first, second] = [cast.of('guardians.1'), cast.of('guardians.2')];
  const { seed, publicKey } = await directoryPage(site.ctx, first.actor);
  const { grants, keyring } = await workspaceOf(site.ctx, first);
  const grant = grants.find(({ unitKeyId }) => unitKeyId === seed?.unitKeyId);
  if (!seed || !grant || publicKey === null) throw new Error('The demo has no county key');
  const opened = await openDirectorySeed(fromBase64(seed.wrapped), await keyring.unitIdentity(grant));
  return { guardians: [first, second], key: { seed: opened, publicKey } };
}

/** Two guardians certify the next list, or sign the next routing, and stamp it in the same step. */
async function nextList(): Promise<void> {
  const { guardians, key } = await countyKey();
  await certifyAll(site.ctx, guardians, key);
}

async function nextRouting(): Promise<number> {
  const { guardians, key } = await countyKey();
  return signRouting(site.ctx, guardians, key);
}

/** Acts as whoever owns the database, and bypasses every trigger. */
const asOwner = (work: ReturnType<typeof sql>) =>
  site.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(work);
  });

attack(
  'An old key list put back is told to reporters',
  'the newest list deleted, with the stamps of before',
  async ({ note }) => {
    const { db } = site.owner;
    // The demo's own list may be older than a term, so the honest guardians stamp it today.
    await nextList();
    expect(await told()).toMatchObject({ page: false, browser: false });
    const old = await db.select().from(freshnessStamp);
    site.advance(10 * DAY_MS);
    await nextList();
    expect(await told()).toMatchObject({ page: false, browser: false });
    const [newest] = await db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1);
    await asOwner(sql`delete from directory_version where version = ${newest?.version}`);
    // The stamps of the newer list say nothing about it.
    const { keys } = await told();
    expect(lapsedIn(keys)).toBe(true);
    await db.delete(freshnessStamp);
    await db.insert(freshnessStamp).values(old);
    // Redated stamps, and one guardian's stamp under the other's name.
    const later = chinaDate(site.ctx.now());
    const { keys: given } = await told();
    const { stamps, directory } = given;
    const redated = stamps.map((stamp) => ({ ...stamp, day: later }));
    expect(vouchedStamps(opened(given), directory.publicKey, redated)).toEqual([]);
    const { seed } = newSigningKey();
    const forged = stamps.map((stamp) => {
      const by = { countyKey: directory.publicKey, memberId: stamp.memberId };
      const due = stampOf(opened(given), { ...by, head: '', day: later });
      return { ...due, memberId: stamp.memberId, signature: signStamp(due, by, seed) };
    });
    expect(vouchedStamps(opened(given), directory.publicKey, forged)).toEqual([]);
    const until = addDays(old[0]?.onDay ?? later, opened(given).routing?.stampDays ?? STAMP_DAYS);
    site.advance((STAMP_DAYS - 10 + 1) * DAY_MS);
    expect(await told()).toMatchObject({ page: true, browser: true });
    note(`a reporter who comes for the first time is warned from the day after ${until}`);
  },
);

attack(
  'An old routing put back is told to reporters',
  'the newest routing deleted, with the stamps of before; another routing under stamps that hold',
  async ({ note }) => {
    const { db } = site.owner;
    await nextRouting();
    expect(await told()).toMatchObject({ page: false, browser: false });
    const before = await told();
    const old = await db.select().from(freshnessStamp);
    site.advance(10 * DAY_MS);
    const newest = await nextRouting();
    const fresh = await told();
    expect(fresh).toMatchObject({ page: false, browser: false });
    // A server that gives out the former routing with today's stamps.
    expect(lapsedIn({ ...fresh.keys, routing: before.keys.routing })).toBe(true);
    await asOwner(sql`delete from routing_version where version = ${newest}`);
    expect(lapsedIn((await told()).keys)).toBe(true);
    await db.delete(freshnessStamp);
    await db.insert(freshnessStamp).values(old);
    site.advance((STAMP_DAYS - 10 + 1) * DAY_MS);
    expect(await told()).toMatchObject({ page: true, browser: true });
    // A guardian's browser that saw the newest one stamps no older one.
    const guardian = cast.of('guardians.1');
    const { checked } = await signedIn({ ctx: site.ctx, who: guardian });
    await expect(checked.keepRouting(opened(fresh.keys).routing)).resolves.toBeUndefined();
    await expect(checked.keepRouting(opened(before.keys).routing)).rejects.toMatchObject({ code: 'badSignature' });
    note('a reporter who comes for the first time is warned once the stamps of before have lapsed');
  },
);

attack('A member’s browser forgets no county key', 'storage and cookies cleared, the memory set to NULL', async () => {
  const { ctx } = site;
  const who = cast.of('fire.handler');
  const inForce = async (): Promise<SignedDirectory> => {
    const list = await directoryInForce(ctx.db);
    if (!list) throw new Error('no list');
    return list;
  };
  // The control: an honest server is believed on a computer that has seen nothing yet.
  const honest = await signedIn({ ctx, who });
  await honest.checked.checkedDirectory(await inForce());
  expect(honest.trouble.trustProblem()).toBeNull();
  await site.owner.db.update(member).set({ memory: null }).where(eq(member.id, who.memberId));
  const robbed = await signedIn({ ctx, who });
  await expect(robbed.checked.checkedDirectory(await inForce())).rejects.toMatchObject({ code: 'badSignature' });
  expect(robbed.trouble.trustProblem()).toBe('memoryGone');
});
