import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { ceremony } from '#db/schema/ceremony';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { openIdentityHere } from '~/browser/opening/identity-workspace';
import { addDays, type IsoDate } from '~/domain/dates';
import { today } from '~/services/context.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import type { BareSite } from '../e2e/site';
import { approveFor, askFor, type Cast, pageFor, workspaceOf } from '../services/ceremony-play';
import { refusedWith } from '../services/in-force';
import { attack } from './attack';
import { castOf } from './cast';
import { copyOfDemo, ownerOfDemo } from './demo';
import { PERSON, reportAbout } from './openings-about';

const DAY_MS = 86_400_000;
const PROMISE = 'An approval ends on its day, whoever turns a clock';
let site: BareSite;
let cast: Cast;
beforeAll(async () => {
  site = await copyOfDemo();
  cast = await castOf(ownerOfDemo());
});

async function asked(): Promise<string> {
  return askFor(site.ctx, cast, await reportAbout(site, cast.of('finance.1').unitId));
}

async function lastDayOf(id: string): Promise<IsoDate> {
  const [row] = await site.ctx.db.select().from(ceremony).where(eq(ceremony.id, id));
  return row?.expiresOn ?? '';
}

/** What the custodian's honest browser makes of an approval, when server and device give these days. */
async function opener(id: string) {
  const { ctx } = site;
  const custodian = cast.of('custodians.1');
  const sealed = await openIdentity(ctx, custodian.actor, id);
  const { words } = await pageFor(ctx, custodian, id);
  const workspace = await workspaceOf(ctx, custodian);
  return async (server: IsoDate, device: IsoDate) =>
    (await openIdentityHere({ ...sealed, words }, server, { ...workspace, day: device })).identity;
}

attack(PROMISE, 'a custodian opens late, with the server’s clock or the own one turned back', async ({ note }) => {
  const { ctx } = site;
  const id = await asked();
  await approveFor(ctx, cast, id);
  const last = await lastDayOf(id);
  const after = addDays(last, 1);
  const openOn = await opener(id);
  for (const [server, device] of [
    [after, last],
    [last, after],
    [after, after],
  ] as const) {
    expect([server, device, await refusedWith(openOn(server, device))]).toEqual([server, device, 'wrongPart']);
  }
  // The control: on its last day, by both, it opens.
  expect(await openOn(last, last)).toEqual(PERSON);
  note(`approved until ${last}`);
});

attack(PROMISE, 'the last day moved in the rows', async () => {
  const { ctx, owner } = site;
  // Bypasses every trigger, as whoever owns the database can.
  const moved = (id: string, expiresOn: IsoDate) =>
    owner.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.update(ceremony).set({ expiresOn }).where(eq(ceremony.id, id));
    });
  const id = await asked();
  await approveFor(ctx, cast, id);
  const [last, far] = [await lastDayOf(id), addDays(await lastDayOf(id), 200)];
  const waiting = await asked();
  await moved(waiting, far);
  // A guardian's browser lets no approval be valid for more than half a year, whatever the page says.
  const guardian = cast.of('guardians.1');
  const { facts, words, approve } = await pageFor(ctx, guardian, waiting);
  const wanted = { facts, words, shares: approve?.shares ?? [], openerId: cast.of('custodians.1').memberId };
  const workspace = await workspaceOf(ctx, guardian);
  expect(await refusedWith(approveHere({ ...wanted, expiresOn: far }, workspace))).toBe('wrongPart');
  // The control: until the day that the rule gives, it approves.
  expect(await refusedWith(approveHere({ ...wanted, expiresOn: last }, workspace))).toBeNull();
  site.advance(60 * DAY_MS);
  await expect(openIdentity(ctx, cast.actor('custodians.1'), id)).rejects.toMatchObject({ code: 'expired' });
  await moved(id, far);
  const openOn = await opener(id);
  for (const device of [today(ctx), last]) {
    expect([device, await refusedWith(openOn(last, device))]).toEqual([
      device,
      expect.stringMatching(/^(wrongPart|badSignature)$/),
    ]);
  }
});
