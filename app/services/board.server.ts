import { eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { area, employer, type ResponsiblePerson, signboard, unit } from '#db/schema/county';
import { signedPlace } from '~/envelope/report-place';
import { regulatorFor } from '~/envelope/site-regulator';
import { nameIn } from '~/envelope/statement-shape';
import { registerIn, routingInForce } from './signed-routing.server';

export type NamePair = { zh: string; en: string };

/** A signboard as its page and the report form show it. */
export type Board = {
  code: string;
  site: NamePair;
  employer: NamePair;
  sector: string;
  areaCode: string;
  /** Town and village, largest first. */
  areaNames: NamePair[];
  /** As guardians signed it, where they did. */
  regulator: NamePair;
  persons: ResponsiblePerson[];
  risks: NamePair[];
  hotline: string;
};

const CODE = /^[A-Za-z0-9_-]{1,64}$/;

/** The board at a site's gate, or null when there is none of this code. */
export async function boardByCode(db: Db | Tx, code: string | null): Promise<Board | null> {
  if (code === null || !CODE.test(code)) return null;
  const [row] = await db
    .select({ board: signboard, employer, regulator: unit })
    .from(signboard)
    .innerJoin(employer, eq(employer.id, signboard.employerId))
    .innerJoin(unit, eq(unit.id, signboard.regulatorUnitId))
    .where(eq(signboard.code, code));
  if (!row) return null;
  const { board } = row;
  return {
    code: board.code,
    site: { zh: board.siteZh, en: board.siteEn },
    employer: { zh: row.employer.nameZh, en: row.employer.nameEn },
    sector: row.employer.sector,
    areaCode: board.areaCode,
    areaNames: await areaNames(db, board.areaCode),
    regulator: (await signedRegulator(db, code, row.employer.sector)) ?? {
      zh: row.regulator.nameZh,
      en: row.regulator.nameEn,
    },
    persons: board.persons,
    risks: board.risks,
    hotline: board.hotline,
  };
}

/** What a report from this board is routed by, not what its row says; null for a board that is not registered yet. */
async function signedRegulator(db: Db | Tx, code: string, sector: string): Promise<NamePair | null> {
  const inForce = await routingInForce(db);
  if (inForce === null) return null;
  const { statement, directory } = inForce;
  const asked = { area: null, siteCode: code, boardArea: null, employer: null };
  const { board } = await signedPlace(statement, asked, (area) => registerIn(db, statement, area));
  const unitId = board && regulatorFor(board.regulators, sector);
  const names = directory.units.find(({ id }) => id === unitId)?.names;
  return names ? { zh: nameIn(names, 'zh'), en: nameIn(names, 'en') } : null;
}

async function areaNames(db: Db | Tx, code: string): Promise<NamePair[]> {
  const [own] = await db.select().from(area).where(eq(area.code, code));
  if (!own) return [];
  const above = own.level === 'village' && own.parentCode ? [own.parentCode] : [];
  const parents = above.length > 0 ? await db.select().from(area).where(inArray(area.code, above)) : [];
  return [...parents, own].map(({ nameZh, nameEn }) => ({ zh: nameZh, en: nameEn }));
}
