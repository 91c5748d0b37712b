import { type CreditCodeProblem, readCreditCode } from '~/domain/credit-code';
import type { Localized } from '~/domain/localized';
import type { Shown } from '~/domain/shown-entry';
import { withoutMarks } from '~/domain/typed/text';
import { DEFAULT_LANG, LANGS, type Sector } from '~/domain/vocabulary';

/** Who regulates an employer or a site, as it is entered. Without sectors, all of them. */
export type EnteredRegulator = { unitId: string; duty: 'trade' | 'special'; sectors: Sector[] };

export type EmployerEntry = {
  names: Localized;
  creditCode: string;
  sector: Sector;
  areaCode: string;
  regulators: EnteredRegulator[];
};
export type TypedRegulator = { unitId: string; duty: string; sectors: readonly string[] };
export type TypedEmployer = Record<'creditCode' | 'sector' | 'areaCode', string> & {
  names: Localized;
  regulators: readonly TypedRegulator[];
};

/** What the county has: areas below the county, open units that handle reports, and trades, also former ones. */
export type KnownPlaces = { areas: ReadonlySet<string>; units: ReadonlySet<string>; sectors: ReadonlySet<string> };

export type EntryProblem =
  | 'missing'
  | 'tooLong'
  | `credit-${CreditCodeProblem}`
  | 'sector'
  | 'area'
  | 'unit'
  | 'day'
  | 'noRegulator'
  | 'noSectors'
  | 'tooMany'
  | 'code'
  | 'registered'
  | 'codeTaken'
  | 'employer'
  | 'employers'
  | 'twice';
export type FieldProblem = { field: string; problem: EntryProblem };
type Read<T> = { ok: true; entry: T } | { ok: false; problems: FieldProblem[] };

export const MAX_REGULATORS = 4;
export const LONGEST_NAME = 120;

/** The checked employer of the register, or else what is wrong by field. */
export function readEmployer(typed: TypedEmployer, known: KnownPlaces): Read<EmployerEntry> {
  const problems: FieldProblem[] = [];
  const names = readNames('name', typed.names, problems);
  const credit = readCreditCode(typed.creditCode);
  if ('problem' in credit) problems.push({ field: 'creditCode', problem: `credit-${credit.problem}` });
  const { sector } = typed;
  if (!known.sectors.has(sector)) problems.push({ field: 'sector', problem: 'sector' });
  if (!known.areas.has(typed.areaCode)) problems.push({ field: 'areaCode', problem: 'area' });
  const regulators = readRegulators(typed.regulators, known, problems);
  if (problems.length > 0 || 'problem' in credit) return { ok: false, problems };
  return {
    ok: true,
    entry: { names, creditCode: credit.code, sector, areaCode: typed.areaCode, regulators },
  };
}

/** The form values of an employer of the register. */
export const employerShown = ({ names, creditCode, sector, areaCode, regulators }: TypedEmployer): Shown => ({
  ...namesShown('name', names),
  creditCode,
  sector,
  areaCode,
  ...regulatorsShown(regulators),
});

/** Units by position, as JSON; '' where none is set. */
export function regulatorsShown(regulators: readonly TypedRegulator[]): Shown {
  const places = Array.from({ length: Math.max(MAX_REGULATORS, regulators.length) }, (_, place) => regulators[place]);
  const told = places.map((one) => one && JSON.stringify({ unitId: one.unitId, duty: one.duty, sectors: one.sectors }));
  return Object.fromEntries(told.map((text, place) => [`regulator${place}`, text ?? '']));
}

/**
 * A name in each of the site's languages that it has one in, at least in the first. The fields are `name.zh` and so on.
 */
export function readNames(field: string, typed: Localized, problems: FieldProblem[]): Localized {
  const names = LANGS.map((lang) => [lang, plainName(typed[lang] ?? '')] as const);
  for (const [lang, name] of names) {
    if (lang === DEFAULT_LANG && name === '') problems.push({ field: `${field}.${lang}`, problem: 'missing' });
    if (name.length > LONGEST_NAME) problems.push({ field: `${field}.${lang}`, problem: 'tooLong' });
  }
  return Object.fromEntries(names.filter(([, name]) => name !== ''));
}

/** The form values of such names. */
export const namesShown = (field: string, names: Localized): Shown =>
  Object.fromEntries(LANGS.map((lang) => [`${field}.${lang}`, names[lang] ?? '']));

/** One line of a name or a post: full-width letters and digits are made plain, brackets and stops stay as written. */
export const plainName = (typed: string): string =>
  withoutMarks(typed)
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (sign) => sign.normalize('NFKC'))
    .replace(/\s+/gu, ' ')
    .trim();

/**
 * Regulators: at least one, and no more than an entry may have. A special duty names its sectors, and no sector occurs
 * twice for one duty, so that each has one regulator. The problem of a regulator is named by its position: `regulator0`
 * and so on.
 */
export function readRegulators(
  typed: readonly TypedRegulator[],
  known: Pick<KnownPlaces, 'units' | 'sectors'>,
  problems: FieldProblem[],
): EnteredRegulator[] {
  const entered: EnteredRegulator[] = [];
  const taken = new Set<string>();
  for (const [place, one] of typed.entries()) {
    if (one.unitId === '' && one.sectors.length === 0) continue;
    // Too many are refused rather than cut off in silence, and none of the surplus is looked at.
    if (entered.length >= MAX_REGULATORS) {
      problems.push({ field: `regulator${place}`, problem: 'tooMany' });
      break;
    }
    const { regulator, said, problem } = readRegulator(one, known, taken);
    if (problem !== null) problems.push({ field: `regulator${place}`, problem });
    for (const name of said) taken.add(name);
    entered.push(regulator);
  }
  if (entered.length === 0) problems.push({ field: 'regulator0', problem: 'noRegulator' });
  return entered;
}

type Known = Pick<KnownPlaces, 'units' | 'sectors'>;

function readRegulator(one: TypedRegulator, known: Known, taken: ReadonlySet<string>) {
  const duty: EnteredRegulator['duty'] = one.duty === 'special' ? 'special' : 'trade';
  const sectors = [...known.sectors].filter((sector) => one.sectors.includes(sector));
  const said = sectors.length === 0 ? [`${duty} *`] : sectors.map((sector) => `${duty} ${sector}`);
  const problem: EntryProblem | null = !known.units.has(one.unitId)
    ? 'unit'
    : !one.sectors.every((sector) => known.sectors.has(sector))
      ? 'sector'
      : duty === 'special' && sectors.length === 0
        ? 'noSectors'
        : said.some((name) => taken.has(name))
          ? 'twice'
          : null;
  return { regulator: { unitId: one.unitId, duty, sectors }, said, problem };
}
