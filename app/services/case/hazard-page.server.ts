import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { unit } from '#db/schema/county';
import { hazard, hazardFile } from '#db/schema/hazard';
import { signboard } from '#db/schema/register';
import { member } from '#db/schema/staff';
import type { SealedHazardRow } from '~/contract/answers/hazard';
import { type Actor, holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { DutyBoard } from '~/domain/case/hazard-duties';
import type { HazardFilter } from '~/domain/case/hazard-filter';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { ROUTED_KINDS } from '~/domain/staff/unit-kinds';
import { isUuid } from '~/domain/uuid';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { waitingOf } from '~/services/hand-over.server';
import { directoryInForce } from '~/services/keys/certified.server';
import { formerDirectories } from '~/services/keys/former-directories.server';
import { certifiedUnitKey, grantsOf } from '~/services/keys/unit-key.server';
import { look } from '~/services/look.server';
import { requireMember } from './case-act.server';
import type { HazardRow } from './hazard.server';

const PAGE = 25;
const MOST_BOARDS = 2_000;

/** Everything about the ledger is of the member's own unit. */
function lookAtLedger<T>(ctx: Context, actor: Actor, body: (by: Member, db: Db, today: IsoDate) => Promise<T>) {
  const by = requireMember(actor);
  return look(ctx, by, 'hazard.read', null, ({ db, today, within }) => {
    within({ unitId: by.unitId });
    return body(by, db, today);
  });
}

/** One page of the own unit's ledger, newest first, as it is sealed. Refusal `notAllowed`. */
export const hazardRows = (ctx: Context, actor: Actor, filter: HazardFilter) =>
  lookAtLedger(ctx, actor, (by, db, today) => rowsOf(db, by, filter, today));

async function rowsOf(db: Db, { unitId }: Member, { state, grade, after }: HazardFilter, today: IsoDate) {
  const found = await db
    .select()
    .from(hazard)
    .where(
      and(
        eq(hazard.unitId, unitId),
        state ? eq(hazard.state, state === 'late' ? 'open' : state) : undefined,
        state === 'late' ? lt(hazard.dueOn, today) : undefined,
        grade ? eq(hazard.grade, grade) : undefined,
        after === undefined ? undefined : lt(hazard.order, after),
      ),
    )
    .orderBy(desc(hazard.order))
    .limit(PAGE + 1);
  const rows = found.slice(0, PAGE);
  return { rows: rows.map(shown), next: found.length > PAGE ? (rows.at(-1)?.order ?? null) : null };
}

const shown = ({ id, order, unitKeyId, version, bytes, grade, state, dueOn, supervised, reinspectedBy }: HazardRow) =>
  ({
    hazardId: id,
    order,
    unitKeyId,
    version,
    bytes: toBase64(bytes),
    grade,
    state,
    dueOn,
    supervised,
    reinspectedBy,
  }) satisfies SealedHazardRow;

/** What a browser needs to open entries, and to write one. */
async function workspaceOf(db: Db, { memberId, unitId }: Member) {
  const directory = await directoryInForce(db);
  const colleagues = await db.select({ id: member.id }).from(member).where(eq(member.unitId, unitId));
  const key = await certifiedUnitKey(db, unitId, ROUTED_KINDS).catch(() => null);
  return {
    unitId,
    hasKey: key !== null,
    directory,
    former: await formerDirectories(
      db,
      colleagues.map(({ id }) => id),
      directory,
    ),
    grants: await grantsOf(db, memberId),
  };
}

/**
 * The page of the ledger: one page of entries, what opens them, how many wait for the night, and how many there are of
 * each kind. Refusal `notAllowed`.
 */
export function hazardLedger(ctx: Context, actor: Actor, filter: HazardFilter) {
  return lookAtLedger(ctx, actor, async (by, db, today) => {
    const waiting = (await waitingOf(ctx, db, 'hazard')).filter(({ content }) => content.unitId === by.unitId);
    return {
      today,
      waiting: waiting.length,
      mayPublicise: holdsRoleFor(by, 'supervision.register'),
      counts: await countsOf(db, by.unitId, today),
      ...(await rowsOf(db, by, filter, today)),
      ...(await workspaceOf(db, by)),
    };
  });
}

async function countsOf(db: Db, unitId: string, today: IsoDate) {
  const count = (where: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${where}))::int`;
  const [row] = await db
    .select({
      open: count(sql`${hazard.state} <> 'struckOff'`),
      late: count(sql`${hazard.state} = 'open' and ${hazard.dueOn} < ${today}`),
      major: count(sql`${hazard.state} <> 'struckOff' and ${hazard.grade} = 'major'`),
      supervised: count(sql`${hazard.state} <> 'struckOff' and ${hazard.supervised}`),
    })
    .from(hazard)
    .where(eq(hazard.unitId, unitId));
  return row ?? { open: 0, late: 0, major: 0, supervised: 0 };
}

/** One entry of the own unit's ledger, or none for a new one; and which steps the member's roles allow. */
export function hazardForPage(ctx: Context, actor: Actor, hazardId: string | null) {
  return lookAtLedger(ctx, actor, async (by, db, today) => ({
    today,
    memberId: by.memberId,
    row: hazardId === null ? null : shown(await findHazard(db, by, hazardId)),
    isLead: holdsRoleFor(by, 'hazard.extend'),
    units: await otherUnits(db, by.unitId),
    names: await namesOf(db),
    ...(await workspaceOf(db, by)),
  }));
}

async function findHazard(db: Db, { unitId }: Member, hazardId: string): Promise<HazardRow> {
  const own = and(eq(hazard.id, hazardId), eq(hazard.unitId, unitId));
  const [row] = isUuid(hazardId) ? await db.select().from(hazard).where(own) : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

async function otherUnits(db: Db, own: string) {
  const rows = await db.select().from(unit).where(isNull(unit.closedOn)).orderBy(unit.code);
  const routed: readonly string[] = ROUTED_KINDS;
  return rows.filter(({ id, kind }) => id !== own && routed.includes(kind)).map(({ id, names }) => ({ id, names }));
}

const namesOf = async (db: Db): Promise<Record<string, string>> =>
  Object.fromEntries((await db.select({ id: member.id, name: member.name }).from(member)).map((m) => [m.id, m.name]));

/** A file of evidence as it is sealed. Refusal `notFound`, also for another unit's. */
export function hazardFileBytes(ctx: Context, actor: Actor, fileId: string): Promise<string> {
  return lookAtLedger(ctx, actor, async (by, db) => {
    const [row] = isUuid(fileId)
      ? await db
          .select({ bytes: hazardFile.bytes })
          .from(hazardFile)
          .innerJoin(hazard, eq(hazard.id, hazardFile.hazardId))
          .where(and(eq(hazardFile.id, fileId), eq(hazard.unitId, by.unitId)))
      : [];
    if (!row) throw new Refusal('notFound');
    return toBase64(row.bytes);
  });
}

/** Boards whose regulator the unit is, with who stands on them for government and regulator. They hang at gates. */
export function boardsOfUnit(ctx: Context, actor: Actor): Promise<DutyBoard[]> {
  return lookAtLedger(ctx, actor, async (by, db) => {
    const own = sql`${signboard.regulators} @> ${JSON.stringify([{ unitId: by.unitId }])}::jsonb`;
    const area = sql`${signboard.areaCode} in (select ${unit.areaCode} from ${unit} where ${unit.id} = ${by.unitId})`;
    const rows = await db
      .select({ code: signboard.code, persons: signboard.persons })
      .from(signboard)
      .where(and(isNull(signboard.closedOn), sql`(${own} or ${area})`))
      .orderBy(signboard.code)
      .limit(MOST_BOARDS);
    return rows.map(({ code, persons }) => ({
      code: code.toUpperCase(),
      owners: persons.flatMap(({ role, name }) => (role === 'employer' || name === '' ? [] : [name])),
    }));
  });
}

/** What of a unit's ledger waits for somebody, for the home page of its officers. */
export async function hazardsWaiting(db: Db, { unitId }: Member, day: IsoDate) {
  const [late, reinspected] = await Promise.all([
    db.$count(hazard, and(eq(hazard.unitId, unitId), eq(hazard.state, 'open'), lt(hazard.dueOn, day))),
    db.$count(hazard, and(eq(hazard.unitId, unitId), eq(hazard.state, 'reinspected'))),
  ]);
  return { late, reinspected };
}
