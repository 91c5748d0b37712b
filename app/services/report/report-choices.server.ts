import type { Db } from '#db/client';
import type { ReportDraft, ReportError } from '~/domain/report/report';
import { nameIn, textOrder } from '~/envelope/keys/statement-shape';
import { type Context, today } from '~/services/context.server';
import { areas, units } from '~/services/county/county.server';
import { rewardPolicyOn } from '~/services/county/policies.server';
import { openedInForce } from '~/services/keys/certified.server';

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
export async function reportChoices(ctx: Context): Promise<ReportChoices> {
  const { db } = ctx;
  const [areaRows, offices, rule] = await Promise.all([areas(db), officesOf(db), rewardPolicyOn(db, today(ctx))]);
  const towns = areaRows.filter((area) => area.level === 'town');
  return {
    towns: towns.map((town) => ({
      code: town.code,
      name: nameOf(town),
      villages: areaRows
        .filter((area) => area.level === 'village' && area.parentCode === town.code)
        .map((village) => ({ code: village.code, name: nameOf(village) })),
    })),
    units: offices,
    rewards: { anonymous: rule.anonymousEligible === true, insiderUplift: rule.insider !== null },
  };
}

/** By the signed list: whoever exchanged two names in the rows would have the wrong office barred from a report about it. */
async function officesOf(db: Db): Promise<ReportChoices['units']> {
  const list = await openedInForce(db);
  if (list === null) return (await units(db)).map((unit) => ({ id: unit.id, name: nameOf(unit) }));
  const named = list.units.toSorted((a, b) => textOrder(a.code, b.code));
  return named.map(({ id, names }) => ({ id, name: { zh: nameIn(names, 'zh'), en: nameIn(names, 'en') } }));
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
