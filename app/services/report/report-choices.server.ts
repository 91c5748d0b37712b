import type { Db } from '#db/client';
import { type OwnSectors, sectorCodes } from '~/domain/county/sector-list';
import type { Localized } from '~/domain/localized';
import type { ReportDraft, ReportError } from '~/domain/report/report';
import { textOrder } from '~/envelope/keys/statement-shape';
import { type Context, today } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { tellsAtOnce } from '~/services/county/duty-standing.server';
import { rewardPolicyOn } from '~/services/county/policies.server';
import { openedInForce } from '~/services/keys/certified.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';
import { type OfficeItself, officeOfReports } from './superior-report.server';

export type ReportChoices = {
  towns: { code: string; name: Localized; villages: { code: string; name: Localized }[] }[];
  units: { id: string; name: Localized }[];
  /** What the county says of trades, as it is signed. */
  sectors: OwnSectors;
  rewards: RewardPromises;
  /** May the page promise that somebody is told of danger to life at once? */
  told: boolean;
  /** Reports about the office itself; null where they go as others do. */
  office: OfficeItself | null;
};
/** What today's reward rule allows the form to say. */
type RewardPromises = { anonymous: boolean; insiderUplift: boolean };

/** What the form offers: towns with their villages, the units a report may be about, and who can be rewarded today. */
export async function reportChoices(ctx: Context): Promise<ReportChoices> {
  const { db } = ctx;
  const [towns, offices, sectors, rule, told, office] = await Promise.all([
    townsOf(db),
    officesOf(db),
    signedSectors(db),
    rewardPolicyOn(db, today(ctx)),
    tellsAtOnce(ctx),
    officeOfReports(ctx),
  ]);
  return {
    towns,
    units: offices,
    sectors,
    told,
    rewards: { anonymous: rule.anonymousEligible === true, insiderUplift: rule.insider !== null },
    office,
  };
}

/**
 * Taken from the signed routing, which says where a report goes. With scripts off nothing compares the name that a
 * reporter chose, so whoever exchanged two towns' names in the rows would send each one's reports to the other. Empty
 * without a routing.
 */
async function townsOf(db: Db): Promise<ReportChoices['towns']> {
  const routing = await routingInForce(db);
  const signed = (routing?.statement.areas ?? []).toSorted((a, b) => textOrder(a.code, b.code));
  return signed
    .filter(({ code, town }) => code === town)
    .map(({ code, names }) => ({
      code,
      name: names,
      villages: signed
        .filter((village) => village.town === code && village.code !== code)
        .map((village) => ({ code: village.code, name: village.names })),
    }));
}

/**
 * Names come from the signed list: whoever exchanged two of them in the rows would otherwise bar the wrong office from
 * a report about it.
 */
async function officesOf(db: Db): Promise<ReportChoices['units']> {
  const list = await openedInForce(db);
  if (list === null) return (await units(db)).map((unit) => ({ id: unit.id, name: unit.names }));
  const named = list.units.toSorted((a, b) => textOrder(a.code, b.code));
  return named.map(({ id, names }) => ({ id, name: names }));
}

/** Is the report one about the office itself, which goes outside or is not taken? */
export const isOutside = ({ accusedUnitId }: Pick<ReportDraft, 'accusedUnitId'>, { office }: ReportChoices): boolean =>
  accusedUnitId !== null && (office?.unitIds.includes(accusedUnitId) ?? false);

/** Choices that the county does not have, or about which it takes no report. */
export function choiceErrors(draft: ReportDraft, choices: ReportChoices): ReportError[] {
  const errors: ReportError[] = [];
  const codes = choices.towns.flatMap((town) => [town.code, ...town.villages.map((village) => village.code)]);
  if (draft.town !== null && !codes.includes(draft.town)) errors.push({ field: 'area', code: 'notAChoice' });
  // One that is no longer offered is taken all the same: a signboard's page may have filled it in.
  if (!sectorCodes(choices.sectors).includes(draft.sector)) errors.push({ field: 'sector', code: 'notAChoice' });
  if (draft.accusedUnitId !== null && !choices.units.some((unit) => unit.id === draft.accusedUnitId)) {
    errors.push({ field: 'accusedUnit', code: 'notAChoice' });
  }
  if (isOutside(draft, choices) && !choices.office?.takes) errors.push({ field: 'accusedUnit', code: 'aboutOffice' });
  return errors;
}
