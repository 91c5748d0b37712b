import { asc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { area, employer, routingRule, signboard, unit } from '#db/schema/county';
import { isRouted } from '~/domain/routing-units';
import { type RoutingStatement, signedRule } from '~/envelope/routing-statement';
import { regulatorOf } from '~/envelope/site-regulator';
import { canonicalRegister, registerHash, type TownRegister } from '~/envelope/town-register';

/** What may stand in the next routing; which units take reports is left to the guardians' browsers. */
export type RoutingDraft = Pick<
  RoutingStatement,
  'areas' | 'rules' | 'seats' | 'intakeUnitId' | 'upperUnitId' | 'registers'
> & {
  /** The registers' texts, by hash. */
  texts: Record<string, string>;
};

/** Duties, areas and registers as the rows say today: only a draft, which two guardians read and sign. Null without intake or upper unit. */
export async function routingDraft(db: Db | Tx): Promise<RoutingDraft | null> {
  const [areaRows, units, rules] = await Promise.all([
    db.select().from(area).orderBy(asc(area.code)),
    db.select().from(unit).orderBy(asc(unit.code)),
    db.select().from(routingRule),
  ]);
  const intake = units.find(({ kind, closedOn }) => kind === 'intake' && closedOn === null);
  const upper = units.find(({ kind, closedOn }) => kind === 'upper' && closedOn === null);
  if (!intake || !upper) return null;
  const levels = new Map(areaRows.map((one) => [one.code, one]));
  const townOf = ({ code, level, parentCode }: (typeof areaRows)[number]): string | null => {
    const town = level === 'town' ? code : level === 'village' ? parentCode : null;
    return town !== null && levels.get(town)?.level === 'town' ? town : null;
  };
  const areas = areaRows.map((one) => ({
    code: one.code,
    town: townOf(one),
    names: { zh: one.nameZh, en: one.nameEn },
  }));
  const registers = await registersOf(db, areas);
  const texts = registers.map(canonicalRegister);
  return {
    areas,
    rules: rules.map(signedRule),
    seats: units.flatMap((one) =>
      isRouted(one) && one.areaCode !== null && levels.has(one.areaCode)
        ? [{ unitId: one.id, area: one.areaCode }]
        : [],
    ),
    intakeUnitId: intake.id,
    upperUnitId: upper.id,
    registers: registers.map((one, i) => ({ area: one.area, hash: registerHash(texts[i] ?? '') })),
    texts: Object.fromEntries(texts.map((text) => [registerHash(text), text])),
  };
}

/** One register for each area that has a board or an employer: a town's, or the county's own for what is in no town. */
async function registersOf(db: Db | Tx, areas: RoutingDraft['areas']): Promise<TownRegister[]> {
  const [boards, employers] = await Promise.all([db.select().from(signboard), db.select().from(employer)]);
  const named = new Map(employers.map((one) => [one.id, one]));
  const registers = new Map<string, TownRegister>();
  const registerOf = (code: string): TownRegister | null => {
    const place = areas.find((one) => one.code === code);
    if (place === undefined) return null;
    const at = place.town ?? place.code;
    const register = registers.get(at) ?? { format: 1, area: at, boards: [], employers: [] };
    registers.set(at, register);
    return register;
  };
  for (const { code, areaCode, siteZh, siteEn, employerId, regulatorUnitId } of boards) {
    const { nameZh = '', nameEn = '', sector = '' } = named.get(employerId) ?? {};
    registerOf(areaCode)?.boards.push({
      code,
      area: areaCode,
      site: { zh: siteZh, en: siteEn },
      employer: { zh: nameZh || siteZh, en: nameEn || siteEn },
      regulators: regulators(regulatorUnitId, sector),
    });
  }
  for (const { id, areaCode, nameZh, nameEn, creditCode, sector, regulatorUnitId } of employers) {
    registerOf(areaCode)?.employers.push({
      id,
      names: { zh: nameZh, en: nameEn },
      creditCode,
      regulators: regulators(regulatorUnitId, sector),
    });
  }
  return [...registers.values()].sort((a, b) => (a.area < b.area ? -1 : 1));
}

const regulators = (unitId: string, sector: string) => {
  const { duty, sectors } = regulatorOf(unitId, sector);
  return [{ unitId, duty, sectors: [...sectors] }];
};
