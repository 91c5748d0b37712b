import type { ReportDraft, ReportError } from '~/domain/report';
import { areas, units } from './county.server';
import { type House, today } from './house.server';
import { rewardPolicyOn } from './policies.server';

type Named = { zh: string; en: string };
export type ReportChoices = {
  towns: { code: string; name: Named; villages: { code: string; name: Named }[] }[];
  units: { id: string; name: Named }[];
  rewards: RewardPromises;
};
/** What the reward rule of the day lets the form say. */
type RewardPromises = { anonymous: boolean; insiderUplift: boolean };

const nameOf = ({ nameZh, nameEn }: { nameZh: string; nameEn: string }): Named => ({ zh: nameZh, en: nameEn });

/** What the form offers: towns with their villages, the units a report may be about, who can be rewarded today. */
export async function reportChoices(house: House): Promise<ReportChoices> {
  const { db } = house;
  const [areaRows, unitRows, rule] = await Promise.all([areas(db), units(db), rewardPolicyOn(db, today(house))]);
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
    rewards: { anonymous: rule.anonymousEligible === true, insiderUplift: rule.insider !== null },
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
