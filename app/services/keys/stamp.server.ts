import type { Db, Tx } from '#db/client';
import { county, freshnessStamp } from '#db/schema/county';
import { freshnessBy } from '~/contract/freshness';
import type { Member } from '~/domain/acts/permission';
import { addDays, daysBetween, type IsoDate, isIsoDate } from '~/domain/dates';
import { type Freshness, isDatedAhead, REMINDED_DAYS, STAMP_DAYS } from '~/domain/keys/freshness';
import { Refusal } from '~/domain/refusal';
import { RESERVE_ID } from '~/envelope/keys/reserve-id';
import { type Stamp, type Stamped, vouchedStamps } from '~/envelope/keys/stamp';
import { type Context, today } from '~/services/context.server';
import { queueByClock } from '~/services/outbox.server';
import { type Performing, perform } from '~/services/perform.server';
import { openedInForce } from './certified.server';
import { reserveUsed } from './reserve.server';
import { routingInForce, signedRouting } from './signed-routing.server';

/** Each guardian's newest stamp; whoever reads them checks them. */
export async function stampsOf(db: Db | Tx): Promise<Stamp[]> {
  const rows = await db.select().from(freshnessStamp);
  return rows.map(({ onDay, ...rest }) => ({ ...rest, day: onDay }));
}

/**
 * What a stamp made now would cover. `routing` is `broken` where one was signed and does not hold; no stamp covers
 * that.
 */
type InForce = Omit<Stamped, 'routing'> & { routing: Stamped['routing'] | 'broken'; countyKey: string };

async function stampedInForce(db: Db | Tx): Promise<InForce | null> {
  const directory = await openedInForce(db);
  const [info] = await db.select({ key: county.directoryKey }).from(county);
  if (directory === null || !info?.key) return null;
  const held = await routingInForce(db);
  const routing = held?.statement ?? ((await signedRouting(db)) === null ? null : 'broken');
  return { directory, routing, countyKey: info.key };
}

const vouchedNow = ({ directory, routing, countyKey }: InForce, stamps: readonly Stamp[]) =>
  routing === 'broken' ? [] : vouchedStamps({ directory, routing }, countyKey, stamps);

/**
 * A guardian's browser stamps the list and routing in force, with its own key or with the printed reserve key.
 * Refusals: `invalid` (not these, not this guardian, not about today), `notFound` (no list in force).
 */
export async function stampList(ctx: Context, actor: Member, stamp: Stamp): Promise<void> {
  const byReserve = stamp.memberId === RESERVE_ID;
  if (!byReserve && stamp.memberId !== actor.memberId) throw new Refusal('invalid');
  const act = byReserve ? 'directory.stampByReserve' : 'directory.stamp';
  await perform(ctx, actor, act, 'directory:list', async ({ tx, today: day, record, enqueue }) => {
    const inForce = await stampedInForce(tx);
    if (inForce === null) throw new Refusal('notFound');
    const about = isIsoDate(stamp.day) && !isDatedAhead(stamp.day, day) && daysBetween(stamp.day, day) <= 1;
    if (!about || vouchedNow(inForce, [stamp]).length === 0) throw new Refusal('invalid');
    await putStamp(tx, stamp);
    record({ version: stamp.directoryVersion, routing: stamp.routingVersion });
    if (byReserve) await enqueue(reserveUsed());
  });
  forgetFreshness(ctx);
  ctx.publicChanged();
}

async function putStamp(tx: Tx, { day: onDay, ...rest }: Stamp): Promise<void> {
  const row = { ...rest, onDay };
  await tx.insert(freshnessStamp).values(row).onConflictDoUpdate({ target: freshnessStamp.memberId, set: row });
}

/**
 * Stores the stamps that both guardians gave with their signatures under a version that is in force from now on. Where
 * one is missing or does not fit, guardians are asked for it at once. Returns how many were stored.
 */
export async function keepStamps(
  { tx, today: day, enqueue }: Pick<Performing, 'tx' | 'today' | 'enqueue'>,
  given: readonly (Stamp | null | undefined)[],
): Promise<number> {
  const inForce = await stampedInForce(tx);
  if (inForce === null) return 0;
  const fitting = given.flatMap((stamp) => (stamp && vouchedNow(inForce, [stamp]).length > 0 ? [stamp] : []));
  const kept = fitting.filter((stamp) => isIsoDate(stamp.day) && !isDatedAhead(stamp.day, day));
  for (const stamp of kept) await putStamp(tx, stamp);
  const { lapsed, version, routingVersion } = freshnessNow(inForce, await stampsOf(tx), day);
  if (lapsed) await enqueue({ kind: 'notice.stamp', key: `notice.stamp:${version}.${routingVersion}`, payload: {} });
  return kept.length;
}

/** `routingVersion` is 0 before there is one, or where the signed one does not hold. */
export type ListFreshness = Freshness & {
  version: number;
  madeOn: IsoDate;
  routingVersion: number;
  termDays: number;
};

/** How long an answer is cached, because a look verifies the whole list. */
const KEPT_MS = 30_000;
const freshness = new WeakMap<Context, { until: number; day: IsoDate; found: ListFreshness | null }>();

/** Drops the cached answer after what is in force, or who stamped it, has changed. */
export const forgetFreshness = (ctx: Context): void => void freshness.delete(ctx);

/**
 * How fresh the list in force is, as the pages without scripts show it; null before there is one. `anew` bypasses the
 * cache.
 */
export async function listFreshness(ctx: Context, { anew = false } = {}): Promise<ListFreshness | null> {
  const day = today(ctx);
  const kept = freshness.get(ctx);
  if (!anew && kept && kept.until > ctx.now() && kept.day === day) return kept.found;
  const inForce = await stampedInForce(ctx.db);
  const found = inForce && freshnessNow(inForce, await stampsOf(ctx.db), day);
  freshness.set(ctx, { until: ctx.now() + KEPT_MS, day, found });
  return found;
}

function freshnessNow(
  { directory, routing, countyKey }: InForce,
  stamps: readonly Stamp[],
  day: IsoDate,
): ListFreshness {
  const { version, madeOn } = directory;
  const by = routing === 'broken' ? null : routing;
  const found = freshnessBy({ directory, routing: by }, countyKey, routing === 'broken' ? [] : stamps, day);
  return { ...found, version, madeOn, routingVersion: by?.version ?? 0, termDays: by?.stampDays ?? STAMP_DAYS };
}

/** The day on which somebody stamped exactly what is in force; null where they did not. */
export async function stampedOn(db: Db, memberId: string): Promise<IsoDate | null> {
  const inForce = await stampedInForce(db);
  const own = inForce && vouchedNow(inForce, await stampsOf(db)).find((one) => one.memberId === memberId);
  return own?.day ?? null;
}

/** Queues a mail to the guardians, once a day, from a week before the stamps lapse; returns whether it did. */
export async function queueStampReminder(ctx: Context): Promise<boolean> {
  const day = today(ctx);
  const fresh = await listFreshness(ctx);
  if (fresh === null || (fresh.until !== null && fresh.until > addDays(day, REMINDED_DAYS))) return false;
  return (await queueByClock(ctx, [{ kind: 'notice.stamp', key: `notice.stamp:${day}`, payload: {} }])) > 0;
}
