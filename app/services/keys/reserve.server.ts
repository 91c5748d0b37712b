import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, like } from 'drizzle-orm';
import type { Db } from '#db/client';
import { county, directoryVersion } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import type { Member } from '~/domain/acts/permission';
import { daysBetween, type IsoDate, isIsoDate } from '~/domain/dates';
import { isDatedAhead } from '~/domain/keys/freshness';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { isDrill, type ReserveDrill } from '~/envelope/keys/reserve';
import { type Context, today } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { look } from '~/services/look.server';
import { type NewJob, queueByClock } from '~/services/outbox.server';
import { perform } from '~/services/perform.server';
import { type DirectoryVersion, directoryInForce, openedInForce } from './certified.server';

/** The paper must be tried once a year; guardians are reminded from a fortnight before. */
export const DRILL_DAYS = 365;
const REMINDED_DAYS = 14;

/** The reserve key on the list in force: since when it is there, and when its paper was last tried. */
export type Reserve = { signingKey: string; since: IsoDate; triedOn: IsoDate | null; overdue: boolean; due: boolean };

export type ReservePage = {
  directory: DirectoryVersion | null;
  today: IsoDate;
  reserve: Reserve | null;
  county: { names: Localized };
};

/** What a guardian's page about the reserve key shows. */
export async function reservePage(ctx: Context, actor: Member): Promise<ReservePage> {
  return look(ctx, actor, 'directory.propose', null, async ({ db, today: on }) => ({
    directory: await directoryInForce(db),
    today: on,
    reserve: await reserveInForce(db, on),
    county: await countyInfo(db).then(({ names }) => ({ names })),
  }));
}

/** The reserve of the list in force; null where it names none. */
export async function reserveInForce(db: Db, on: IsoDate): Promise<Reserve | null> {
  const signingKey = (await openedInForce(db))?.reserve?.signingKey;
  if (signingKey === undefined) return null;
  const entry = `%"reserve":${JSON.stringify({ signingKey })}%`;
  const [first] = await db
    .select({ day: directoryVersion.madeOn })
    .from(directoryVersion)
    .where(like(directoryVersion.statement, entry))
    .orderBy(asc(directoryVersion.version))
    .limit(1);
  const [tried] = await db
    .select({ day: logEntry.onDay })
    .from(logEntry)
    .where(and(eq(logEntry.subject, subjectOf(signingKey)), eq(logEntry.act, 'reserve.drill')))
    .orderBy(desc(logEntry.id))
    .limit(1);
  const since = first?.day ?? on;
  const age = daysBetween(tried?.day ?? since, on);
  const triedOn = tried?.day ?? null;
  return { signingKey, since, triedOn, overdue: age > DRILL_DAYS, due: age > DRILL_DAYS - REMINDED_DAYS };
}

const subjectOf = (signingKey: string): `reserve:${string}` => `reserve:${signingKey}`;

export type PostedDrill = Omit<ReserveDrill, 'countyKey'> & { signature: string };

/**
 * A guardian tried the paper: the reserve key of the list in force signed the list and the day. Refusals: `notFound`
 * (no reserve on the list), `invalid` (another paper, another list, not today).
 */
export async function drillReserve(ctx: Context, actor: Member, { signature, ...posted }: PostedDrill): Promise<void> {
  const inForce = await look(ctx, actor, 'reserve.drill', null, ({ db }) => openedInForce(db));
  const signingKey = inForce?.reserve?.signingKey;
  if (!inForce || signingKey === undefined) throw new Refusal('notFound');
  await perform(ctx, actor, 'reserve.drill', subjectOf(signingKey), async ({ tx, today: day, record }) => {
    const [info] = await tx.select({ countyKey: county.directoryKey }).from(county);
    const about =
      isIsoDate(posted.day) &&
      !isDatedAhead(posted.day, day) &&
      daysBetween(posted.day, day) <= 1 &&
      posted.directoryVersion === inForce.version;
    if (!about || !info?.countyKey) throw new Refusal('invalid');
    if (!isDrill({ ...posted, countyKey: info.countyKey }, signature, signingKey)) throw new Refusal('invalid');
    record({ version: inForce.version });
  });
}

/** Queues a mail to the guardians, once a month, while the paper waits to be tried; returns whether it did. */
export async function queueDrillReminder(ctx: Context): Promise<boolean> {
  const on = today(ctx);
  if (!(await reserveInForce(ctx.db, on))?.due) return false;
  const month = on.slice(0, 7);
  const reminder: NewJob = { kind: 'notice.reserve', key: `notice.reserve:${month}`, payload: { what: 'drill' } };
  return (await queueByClock(ctx, [reminder])) > 0;
}

/** Each use of the paper is reported to the guardians by itself. */
export const reserveUsed = (): NewJob => ({
  kind: 'notice.reserve',
  key: `notice.reserve:${randomUUID()}`,
  payload: { what: 'used' },
});
