import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { keptQuestion } from '#db/kept-statement';
import { area, county, unit, unitKey } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { takesReports, type UnitLack } from '~/domain/county/reporting-open';
import { type Localized, textIn } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { REPORT_KINDS, type UnitKind } from '~/domain/staff/unit-kinds';
import type { Lang } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { certifiedInForce } from '~/services/keys/certified.server';
import { holdersBySignature } from '~/services/keys/signed-held-keys.server';
import { routingInForce } from '~/services/keys/signed-routing.server';

export type CountyInfo = typeof county.$inferSelect;
export type UnitRow = typeof unit.$inferSelect;
export type AreaRow = typeof area.$inferSelect;
/** An area as set-up makes it. */
export type NewArea = Omit<AreaRow, 'closedOn'>;

/** The county of this installation; Refusal `notOpen` before set-up. */
export async function countyInfo(db: Db | Tx): Promise<CountyInfo> {
  const info = await countyIfAny(db);
  if (!info) throw new Refusal('notOpen');
  return info;
}

export async function countyIfAny(db: Db | Tx): Promise<CountyInfo | null> {
  const [row] = await theCounty(db);
  return row ?? null;
}

const theCounty = keptQuestion((db) => db.select().from(county));

/** What everybody may know about the county; null before set-up. */
export async function publicCounty({ db }: Pick<Context, 'db'>) {
  const row = await countyIfAny(db);
  if (!row) return null;
  const { names, hotline, salt, directoryKey } = row;
  return { names, hotline, salt, directoryKey };
}

/** Names of towns and villages by code, as everybody may see them. */
export async function areaNames({ db }: Pick<Context, 'db'>, lang: Lang): Promise<Record<string, string>> {
  return Object.fromEntries((await areas(db)).map((one) => [one.code, textIn(one.names, lang)]));
}

export function areas(db: Db | Tx): Promise<AreaRow[]> {
  return db.select().from(area).orderBy(asc(area.code));
}

export function units(db: Db | Tx): Promise<UnitRow[]> {
  return db.select().from(unit).orderBy(asc(unit.code));
}

/** Areas that are not closed. */
export const openAreas = async (db: Db | Tx): Promise<AreaRow[]> =>
  (await areas(db)).filter(({ closedOn }) => closedOn === null);

type UnitReadiness = {
  unitId: string;
  kind: UnitKind;
  names: Localized;
  /** Enrolled members on the list who state under their own signature that they hold the unit's present key. */
  holders: number;
  lack: UnitLack | null;
};

/** Each open unit that must hold a key, and what it still lacks. */
export async function readiness(db: Db | Tx): Promise<UnitReadiness[]> {
  const needed = await db
    .select()
    .from(unit)
    .where(and(inArray(unit.kind, [...REPORT_KINDS]), isNull(unit.closedOn)))
    .orderBy(asc(unit.code));
  const keys = await db
    .select({ id: unitKey.id, unitId: unitKey.unitId })
    .from(unitKey)
    .where(isNull(unitKey.retiredOn));
  // The printed shares of any of its keys count. For those of a renewed key its own page presses, and their lack closes
  // nothing.
  const printed = await db
    .selectDistinct({ unitId: unitKey.unitId })
    .from(unitKey)
    .where(isNotNull(unitKey.sharesPrintedOn));
  const confirmed = new Set(printed.map(({ unitId }) => unitId));
  const words = await holdersBySignature(db);
  // Rows can only take somebody away.
  const enrolled = await db
    .select({ id: member.id, unitId: member.unitId })
    .from(member)
    .where(eq(member.status, 'enrolled'));
  const certified = (await certifiedInForce(db)).keys;
  return needed.map((row) => {
    const own = keys.filter((found) => found.unitId === row.id);
    const key = own.find((found) => certified.has(found.id)) ?? own[0];
    const said = words.get(key?.id ?? '');
    const holders = enrolled.filter(({ id, unitId }) => unitId === row.id && said?.has(id)).length;
    const lack: UnitLack | null = !key
      ? 'noKey'
      : !certified.has(key.id)
        ? 'notCertified'
        : !confirmed.has(row.id)
          ? 'sharesUnconfirmed'
          : holders < 2
            ? 'fewMembers'
            : null;
    return { unitId: row.id, kind: row.kind, names: row.names, holders, lack };
  });
}

/**
 * Whether reports are taken (`reporting-open.ts`), what which unit lacks, and whether a signed routing leads to intake
 * or the level above. Holders count by what they state under their own signature, which no row replaces.
 */
export async function reportingOpen(db: Db | Tx): Promise<{ open: boolean; missing: string[]; routed: boolean }> {
  const [all, info, inForce] = await Promise.all([readiness(db), countyIfAny(db), routingInForce(db)]);
  const missing = all.filter((one) => one.lack !== null).map((one) => one.unitId);
  const routing = inForce?.statement;
  const routed =
    routing !== undefined && [routing.intakeUnitId, routing.upperUnitId].some((id) => routing.takes.includes(id));
  const opened = (info?.openedOn ?? null) !== null;
  return { open: takesReports(all, { routed, opened }), missing, routed };
}
