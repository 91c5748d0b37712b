import type { Db, Tx } from '#db/client';
import { routingRule } from '#db/schema/county';
import { routingTerms } from '#db/schema/routing';
import { STAMP_DAYS } from '~/domain/keys/freshness';
import { isRouted } from '~/domain/staff/unit-kinds';
import { type RoutingStatement, signedRule } from '~/envelope/keys/routing-statement';
import { canonicalRegister, registerHash } from '~/envelope/keys/town-register';
import { type AreaRow, openAreas, type UnitRow, units } from './county.server';
import { draftRegisters } from './register-draft.server';
import { draftedSectors } from './sector-rows.server';

/** What may stand in the next routing; which units take reports is left to the guardians' browsers. */
export type StatedDraft = Pick<
  RoutingStatement,
  'areas' | 'rules' | 'seats' | 'stampDays' | 'intakeUnitId' | 'upperUnitId' | 'registers' | 'sectors'
>;
export type RoutingDraft = StatedDraft & {
  /** The registers' texts, by hash. */
  texts: Record<string, string>;
  /** The texts of boards' faces, by hash. */
  faces: Record<string, string>;
};

/**
 * Duties, areas and registers by today's rows: only a draft, which two guardians read and sign. Null without intake or
 * upper unit.
 */
export async function routingDraft(db: Db | Tx): Promise<RoutingDraft | null> {
  const [areaRows, offices, rules, sectors] = await Promise.all([
    openAreas(db),
    units(db),
    db.select().from(routingRule),
    draftedSectors(db),
  ]);
  const { stampDays, intakeUnitId, upperUnitId } = await draftTerms(db, offices);
  if (intakeUnitId === null || upperUnitId === null) return null;
  const stated = areasOf(areaRows);
  const known = new Set(stated.map(({ code }) => code));
  const { registers, faces } = await draftRegisters(db, stated);
  const texts = registers.map(canonicalRegister);
  return {
    areas: stated,
    rules: rules.map(signedRule),
    seats: offices.flatMap((one) =>
      isRouted(one) && one.areaCode !== null && known.has(one.areaCode) ? [{ unitId: one.id, area: one.areaCode }] : [],
    ),
    stampDays,
    intakeUnitId,
    upperUnitId,
    // Left out where the program's list stands as it is, so that the text stays what earlier versions signed.
    sectors: sectors.length > 0 ? sectors : undefined,
    registers: registers.map((one, i) => ({ area: one.area, hash: registerHash(texts[i] ?? '') })),
    texts: Object.fromEntries(texts.map((text) => [registerHash(text), text])),
    faces,
  };
}

export type DraftTerms = { stampDays: number; intakeUnitId: string | null; upperUnitId: string | null };

/** Takes the unit that was set if it is still open, otherwise the first open one of its kind, or null. */
export async function draftTerms(db: Db | Tx, offices: readonly UnitRow[]): Promise<DraftTerms> {
  const [terms] = await db.select().from(routingTerms);
  const chosen = (kind: 'intake' | 'upper', id: string | undefined) => {
    const open = offices.filter((one) => one.kind === kind && one.closedOn === null);
    return (open.find((one) => one.id === id) ?? open[0])?.id ?? null;
  };
  return {
    stampDays: terms?.stampDays ?? STAMP_DAYS,
    intakeUnitId: chosen('intake', terms?.intakeUnitId),
    upperUnitId: chosen('upper', terms?.upperUnitId),
  };
}

function areasOf(rows: readonly AreaRow[]): RoutingStatement['areas'] {
  const levels = new Map(rows.map((one) => [one.code, one.level]));
  return rows.map(({ code, level, parentCode, names }) => {
    const town = level === 'town' ? code : level === 'village' ? parentCode : null;
    const isTown = town !== null && levels.get(town) === 'town';
    return { code, town: isTown ? town : null, names };
  });
}
