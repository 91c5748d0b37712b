import type { Db, Tx } from '#db/client';
import { county } from '#db/schema/county';
import type { FieldProblem, KnownPlaces } from '~/domain/county/register-entry';
import { type OwnSectors, sectorCodes } from '~/domain/county/sector-list';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { isRouted } from '~/domain/staff/unit-kinds';
import { type AreaRow, openAreas, type UnitRow, units } from './county.server';
import { draftedSectors } from './sector-rows.server';

type Choice = { value: string; names: Localized };

/** What an entry of the register may name: towns and villages, and open units that handle reports. */
export type RegisterChoices = {
  areas: (Choice & { town: boolean })[];
  units: Choice[];
  /** What the county says of trades, as drafted. */
  sectors: OwnSectors;
};

export async function registerChoices(db: Db | Tx): Promise<RegisterChoices> {
  return choicesOf(...(await Promise.all([openAreas(db), units(db), draftedSectors(db)])));
}

export function choicesOf(
  areaRows: readonly AreaRow[],
  unitRows: readonly UnitRow[],
  sectors: OwnSectors,
): RegisterChoices {
  return {
    sectors,
    areas: areaRows
      .filter(({ level }) => level !== 'county')
      .map(({ code, level, names }) => ({ value: code, names, town: level === 'town' })),
    units: unitRows
      .filter((one) => isRouted(one) && one.closedOn === null)
      .map(({ id, names }) => ({ value: id, names })),
  };
}

export const knownOf = ({ areas: places, units: offices, sectors }: RegisterChoices): KnownPlaces => ({
  sectors: new Set(sectorCodes(sectors)),
  areas: new Set(places.map(({ value }) => value)),
  units: new Set(offices.map(({ value }) => value)),
});

/** Makes changes of the draft one after another. Refusal `notOpen` before set-up. */
export async function lockDraft(tx: Tx): Promise<void> {
  const [row] = await tx.select({ only: county.only }).from(county).for('update');
  if (!row) throw new Refusal('notOpen');
}

/** What is wrong with an entry, for its page to put into words beside each field. */
export const wrongFields = (problems: readonly FieldProblem[]): Refusal =>
  new Refusal('invalid', {
    ...(problems[0] && { field: problems[0].field }),
    data: { problems: problems.map(({ field, problem }) => `${field} ${problem}`) },
  });
