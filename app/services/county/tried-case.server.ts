import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { isAboutOffice } from '~/domain/report/about-office';
import { type Routing, route } from '~/domain/report/routing';
import type { Matter, Sector } from '~/domain/vocabulary';
import { regulatorsOf, signedPlace } from '~/envelope/report/report-place';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { openAreas, units } from './county.server';
import { choicesOf } from './register-choices.server';
import { draftedSectors } from './sector-rows.server';
import { draftedTrial, signedTrial, type TrialRouting } from './trial-routing.server';

/** A made-up report, by what decides where one goes. */
export type TriedCase = {
  matter: Matter;
  sector: Sector;
  area: string | null;
  siteCode: string | null;
  employer: string | null;
  deaths: number;
  accusedUnitId: string | null;
};

/** Where it goes: to one unit and why, or outside to the level above (`keyless`: it is not taken here at all). */
export type TriedRouting =
  | ({ way: 'unit'; board: boolean; employer: Localized | null } & Routing)
  | { way: 'superior'; keyless: boolean };

export type Tried = { drafted: TriedRouting | null; inForce: TriedRouting | null };

/** The page on which a case is tried: what may be chosen, and where the case goes, if one was given. */
export async function triedPage(ctx: Context, actor: Member, asked: TriedCase | null) {
  return look(ctx, actor, 'duty.set', null, async ({ db, today }) => {
    const [offices, places, sectors] = await Promise.all([units(db), openAreas(db), draftedSectors(db)]);
    return {
      areas: choicesOf(places, offices, sectors).areas,
      sectors,
      units: offices.filter(({ closedOn }) => closedOn === null).map(({ id, names }) => ({ value: id, names })),
      names: Object.fromEntries(offices.map(({ id, names }) => [id, names])),
      tried: asked && (await tryCase(db, today, asked)),
    };
  });
}

async function tryCase(db: Context['db'], today: IsoDate, asked: TriedCase): Promise<Tried> {
  const [drafted, inForce] = await Promise.all([draftedTrial(db, today), signedTrial(db)]);
  return { drafted: drafted && (await triedBy(drafted, asked)), inForce: inForce && (await triedBy(inForce, asked)) };
}

/** By the functions by which a reporter's browser decides (browser/report/report-route.ts), in their order. */
async function triedBy({ table, places, register, superior }: TrialRouting, asked: TriedCase): Promise<TriedRouting> {
  const { area, siteCode, employer, ...matter } = asked;
  if (isAboutOffice(matter.accusedUnitId, table)) {
    return { way: 'superior', keyless: superior === null || superior.holders.length === 0 };
  }
  const at = await signedPlace(places, { area, siteCode, employer, boardArea: null }, register);
  const routing = route({ ...matter, town: at.town, ...regulatorsOf(at, matter.sector) }, table);
  return { way: 'unit', board: at.board !== null, employer: at.employer?.names ?? null, ...routing };
}
