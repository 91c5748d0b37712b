import type { ActionFunctionArgs } from '@remix-run/node';
import { dutyTrialForms, type TriedField, type TypedTry } from '~/contract/posted/duty-trial-forms';
import { isSectorCode, sectorCodes } from '~/domain/county/sector-list';
import { MATTERS } from '~/domain/vocabulary';
import { type RoutingPreview, routingPreview } from '~/services/county/routing-preview.server';
import { type Tried, type TriedCase, triedPage } from '~/services/county/tried-case.server';
import type { Staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

type Trial = {
  typed: TypedTry;
  wrong: TriedField[];
  tried: Tried | null;
  /** Null where it was not asked for. */
  preview: { found: RoutingPreview | null } | null;
};

const ACTS = formActs(dutyTrialForms, {
  try: async (staff, typed): Promise<Trial> => ({ typed, ...(await tried(staff, typed)), preview: null }),
  // What was typed stays, though it is not asked about now.
  preview: async ({ ctx, actor }, typed): Promise<Trial> => ({
    typed,
    wrong: [],
    tried: null,
    preview: { found: await routingPreview(ctx, actor) },
  }),
});

/** Tries a made-up report, or counts what the draft would move. */
export const dutyTrialAction = (args: ActionFunctionArgs) => staffActs(args, ACTS);

async function tried({ ctx, actor }: Staff, typed: TypedTry): Promise<Pick<Trial, 'wrong' | 'tried'>> {
  const matter = MATTERS.find((code) => code === typed.matter);
  const sector = isSectorCode(typed.sector) ? typed.sector : null;
  const asked = matter && sector ? askedOf(typed, matter, sector) : null;
  const { tried: found, areas, units, sectors } = await triedPage(ctx, actor, asked);
  const isIn = (list: readonly { value: string }[], value: string) =>
    value === '' || list.some((one) => one.value === value);
  const right: Partial<Record<TriedField, boolean>> = {
    matter: matter !== undefined,
    sector: sector !== null && sectorCodes(sectors).includes(sector),
    area: isIn(areas, typed.area),
    accused: isIn(units, typed.accused),
  };
  const wrong = (Object.keys(right) as TriedField[]).filter((field) => !right[field]);
  return { wrong, tried: wrong.length === 0 ? found : null };
}

const askedOf = (
  { area, site, employer, deaths, accused }: TypedTry,
  matter: TriedCase['matter'],
  sector: TriedCase['sector'],
): TriedCase => ({
  matter,
  sector,
  area: area || null,
  siteCode: site.toUpperCase() || null,
  employer: employer || null,
  deaths: deaths === 'yes' ? 1 : 0,
  accusedUnitId: accused || null,
});
