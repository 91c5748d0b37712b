import type { Db, Tx } from '#db/client';
import type { ReportDraft, ReportError } from '~/domain/report';
import { areas, units } from './county.server';

type Named = { zh: string; en: string };
export type ReportChoices = {
  towns: { code: string; name: Named; villages: { code: string; name: Named }[] }[];
  units: { id: string; name: Named }[];
};

const nameOf = ({ nameZh, nameEn }: { nameZh: string; nameEn: string }): Named => ({ zh: nameZh, en: nameEn });

/** What the form offers: towns with their villages, and the units a report may be about. */
export async function reportChoices(db: Db | Tx): Promise<ReportChoices> {
  const [areaRows, unitRows] = await Promise.all([areas(db), units(db)]);
  const towns = areaRows.filter((area) => area.level === 'town');
  return {
    towns: towns.map((town) => ({
      code: town.code,
      name: nameOf(town),
      villages: areaRows
        .filter((area) => area.level === 'village' && area.parentCode === town.code)
        .map((village) => ({ code: village.code, name: nameOf(village) })),
    })),
    units: unitRows.map((unit) => ({ id: unit.id, name: nameOf(unit) })),
  };
}

/** Choices that the county does not have. */
export function choiceErrors(draft: ReportDraft, choices: ReportChoices): ReportError[] {
  const errors: ReportError[] = [];
  const codes = choices.towns.flatMap((town) => [town.code, ...town.villages.map((village) => village.code)]);
  if (draft.town !== null && !codes.includes(draft.town)) errors.push({ field: 'area', code: 'notAChoice' });
  if (draft.accusedUnitId !== null && !choices.units.some((unit) => unit.id === draft.accusedUnitId)) {
    errors.push({ field: 'accusedUnit', code: 'notAChoice' });
  }
  return errors;
}
