import { isSectorCode } from '~/domain/county/sector-list';
import { MATTERS } from '~/domain/vocabulary';
import type { TriedCase } from '~/services/county/tried-case.server';

const FIELDS = ['matter', 'sector', 'area', 'site', 'employer', 'deaths', 'accused'] as const;
export type TriedField = (typeof FIELDS)[number];
export type TypedTry = Record<TriedField, string>;

const MOST = 200;

/**
 * The case to be tried, from the address of the page: null where none was asked for, or where something is missing,
 * which `missing` names. The address is no secret: it is a made-up case.
 */
export function triedCaseOf({ url }: Pick<Request, 'url'>) {
  const query = new URL(url).searchParams;
  const typed = Object.fromEntries(
    FIELDS.map((field) => [field, (query.get(field) ?? '').trim().slice(0, MOST)]),
  ) as TypedTry;
  const preview = query.get('preview') === 'yes';
  if (!FIELDS.some((field) => query.has(field))) return { typed, asked: null, missing: [], preview };
  const matter = MATTERS.find((code) => code === typed.matter);
  const sector = isSectorCode(typed.sector) ? typed.sector : null;
  const missing: TriedField[] = [...(matter ? [] : ['matter' as const]), ...(sector ? [] : ['sector' as const])];
  return { typed, asked: matter && sector ? askedOf(typed, matter, sector) : null, missing, preview };
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
