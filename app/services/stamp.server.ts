import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county, freshnessStamp, unit } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { type Member, requireMay } from '~/domain/actions';
import { addDays, daysBetween, type IsoDate, isIsoDate } from '~/domain/dates';
import { type Freshness, freshnessOf, isDatedAhead, REMINDED_DAYS } from '~/domain/freshness';
import { Refusal } from '~/domain/refusal';
import { RESERVE_ID } from '~/envelope/reserve-id';
import { type Stamp, vouchedStamps } from '~/envelope/stamp';
import { directoryInForce, openedInForce, type SignedDirectory } from './certified.server';
import { type House, today } from './house.server';
import { wakeWorker } from './outbox.server';
import { perform } from './perform.server';

/** Each guardian's newest stamp; whoever reads them checks them. */
export async function stampsOf(db: Db | Tx): Promise<Stamp[]> {
  const rows = await db.select().from(freshnessStamp);
  return rows.map(({ onDay, ...rest }) => ({ ...rest, day: onDay }));
}

/**
 * A guardian's browser stamps the list in force, by its own key or by the printed reserve key. Refusals `invalid` (not this list, not this guardian, not about today),
 * `notFound` (no list in force).
 */
export async function stampList(house: House, actor: Member, stamp: Stamp): Promise<void> {
  const byReserve = stamp.memberId === RESERVE_ID;
  if (!byReserve && stamp.memberId !== actor.memberId) throw new Refusal('invalid');
  const act = byReserve ? 'directory.stampByReserve' : 'directory.stamp';
  await perform(house, actor, act, 'directory:list', async ({ tx, today: day, record, enqueue }) => {
    const directory = await openedInForce(tx);
    const [info] = await tx.select({ key: county.directoryKey }).from(county);
    if (directory === null || !info?.key) throw new Refusal('notFound');
    const about = isIsoDate(stamp.day) && !isDatedAhead(stamp.day, day) && daysBetween(stamp.day, day) <= 1;
    if (!about || vouchedStamps({ directory, routing: null }, info.key, [stamp]).length === 0)
      throw new Refusal('invalid');
    const { day: onDay, ...rest } = stamp;
    const row = { ...rest, onDay };
    await tx.insert(freshnessStamp).values(row).onConflictDoUpdate({ target: freshnessStamp.memberId, set: row });
    record({ version: stamp.directoryVersion });
    if (byReserve) await enqueue('notice.reserve', { what: 'used' });
  });
  freshness.delete(house);
  house.publicChanged();
}

export type ListFreshness = Freshness & { version: number; madeOn: IsoDate };

/** Kept so long: a look verifies the whole list. */
const KEPT_MS = 30_000;
const freshness = new WeakMap<House, { until: number; day: IsoDate; found: ListFreshness | null }>();

/** How fresh the list in force is, as the pages without scripts show it; null before there is one. `anew` takes nothing kept. */
export async function listFreshness(house: House, { anew = false } = {}): Promise<ListFreshness | null> {
  const day = today(house);
  const kept = freshness.get(house);
  if (!anew && kept && kept.until > house.now() && kept.day === day) return kept.found;
  const directory = await openedInForce(house.db);
  const [info] = await house.db.select({ key: county.directoryKey }).from(county);
  const found =
    directory === null || !info?.key
      ? null
      : {
          ...freshnessOf(vouchedStamps({ directory, routing: null }, info.key, await stampsOf(house.db)), day),
          version: directory.version,
          madeOn: directory.madeOn,
        };
  freshness.set(house, { until: house.now() + KEPT_MS, day, found });
  return found;
}

export type StampPage = {
  directory: SignedDirectory;
  today: IsoDate;
  fresh: ListFreshness;
  /** The last day on which this guardian stamped the list in force. */
  mine: IsoDate | null;
  /** May the printed reserve key stand in for a guardian who is gone? */
  hasReserve: boolean;
};

/** What a guardian's page needs to stamp; null before there is a list. */
export async function stampPage(house: House, actor: Member): Promise<StampPage | null> {
  requireMay(actor, 'directory.stamp');
  const directory = await directoryInForce(house.db);
  const fresh = await listFreshness(house);
  if (directory === null || fresh === null) return null;
  const own = (await stampsOf(house.db)).find(({ memberId }) => memberId === actor.memberId);
  const mine = own?.directoryVersion === fresh.version ? own.day : null;
  const hasReserve = (await openedInForce(house.db))?.reserve != null;
  return { directory, today: today(house), fresh, mine, hasReserve };
}

/** Queues a mail to the guardians, once a day, from a week before the stamps lapse; returns whether it did. */
export async function queueStampReminder(house: House): Promise<boolean> {
  const day = today(house);
  const fresh = await listFreshness(house);
  if (fresh === null || (fresh.until !== null && fresh.until > addDays(day, REMINDED_DAYS))) return false;
  const made = await house.db
    .insert(outbox)
    .values({ kind: 'notice.stamp', key: `notice.stamp:${day}`, payload: {} })
    .onConflictDoNothing()
    .returning({ id: outbox.id });
  if (made.length > 0) wakeWorker(house);
  return made.length > 0;
}

/** Where the guardians get their mail; null where no address was given. */
export async function guardiansAddress({ db }: Pick<House, 'db'>): Promise<string | null> {
  const [row] = await db.select({ to: unit.dutyMail }).from(unit).where(eq(unit.kind, 'guardians'));
  return row?.to ?? null;
}
