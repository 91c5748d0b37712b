import { asc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { area, routingRule, unit } from '#db/schema/county';
import { routingTerms } from '#db/schema/routing';
import { STAMP_DAYS } from '~/domain/freshness';
import { isRouted } from '~/domain/unit-kinds';
import { type RoutingStatement, signedRule } from '~/envelope/routing-statement';
import { canonicalRegister, registerHash } from '~/envelope/town-register';
import { draftRegisters } from './register-draft.server';

/** What may stand in the next routing; which units take reports is left to the guardians' browsers. */
export type StatedDraft = Pick<
  RoutingStatement,
  'areas' | 'rules' | 'seats' | 'stampDays' | 'intakeUnitId' | 'upperUnitId' | 'registers'
>;
export type RoutingDraft = StatedDraft & {
  /** The registers' texts, by hash. */
  texts: Record<string, string>;
  /** The texts of boards' faces, by hash. */
  faces: Record<string, string>;
};

/** Duties, areas and registers as the rows say today: only a draft, which two guardians read and sign. Null without intake or upper unit. */
export async function routingDraft(db: Db | Tx): Promise<RoutingDraft | null> {
  const [areaRows, units, rules, [terms]] = await Promise.all([
    db.select().from(area).orderBy(asc(area.code)),
    db.select().from(unit).orderBy(asc(unit.code)),
    db.select().from(routingRule),
    db.select().from(routingTerms),
  ]);
  const chosen = (kind: 'intake' | 'upper', id: string | null = null) => {
    const open = units.filter((one) => one.kind === kind && one.closedOn === null);
    return open.find((one) => one.id === id) ?? open[0];
  };
  const [intake, upper] = [chosen('intake', terms?.intakeUnitId), chosen('upper', terms?.upperUnitId)];
  if (!intake || !upper) return null;
  const areas = areasOf(areaRows);
  const known = new Set(areas.map(({ code }) => code));
  const { registers, faces } = await draftRegisters(db, areas);
  const texts = registers.map(canonicalRegister);
  return {
    areas,
    rules: rules.map(signedRule),
    seats: units.flatMap((one) =>
      isRouted(one) && one.areaCode !== null && known.has(one.areaCode) ? [{ unitId: one.id, area: one.areaCode }] : [],
    ),
    stampDays: terms?.stampDays ?? STAMP_DAYS,
    intakeUnitId: intake.id,
    upperUnitId: upper.id,
    registers: registers.map((one, i) => ({ area: one.area, hash: registerHash(texts[i] ?? '') })),
    texts: Object.fromEntries(texts.map((text) => [registerHash(text), text])),
    faces,
  };
}

function areasOf(rows: (typeof area.$inferSelect)[]): RoutingStatement['areas'] {
  const levels = new Map(rows.map((one) => [one.code, one.level]));
  return rows.map(({ code, level, parentCode, nameZh, nameEn }) => {
    const town = level === 'town' ? code : level === 'village' ? parentCode : null;
    const isTown = town !== null && levels.get(town) === 'town';
    return { code, town: isTown ? town : null, names: { zh: nameZh, en: nameEn } };
  });
}
