import type { IsoDate } from '~/domain/dates';

/** The parts of a county's set-up that one file carries, in the order in which they are taken. */
export const COUNTY_SECTIONS = [
  'areas',
  'superior',
  'units',
  'terms',
  'sectors',
  'duties',
  'employers',
  'boards',
  'roster',
  'holidays',
  'policies',
  'funds',
] as const;
export type CountySection = (typeof COUNTY_SECTIONS)[number];

type Value = Readonly<Record<string, unknown>>;
export type CountyEntry = { section: CountySection; value: Value };

/** What tells an entry from all others of its section, on every site alike. */
const KEYS: Readonly<Record<CountySection, readonly string[]>> = {
  areas: ['code'],
  superior: [],
  units: ['code'],
  terms: [],
  sectors: ['code'],
  duties: ['duty', 'sector', 'area', 'matter'],
  employers: ['creditCode'],
  boards: ['code'],
  roster: ['event', 'unit', 'role', 'days', 'from', 'to', 'rank', 'mail', 'target', 'fromDay'],
  holidays: ['year'],
  policies: ['id'],
  funds: ['unit', 'year', 'source'],
};

export const entryKey = ({ section, value }: CountyEntry): string =>
  KEYS[section].map((name) => canonical(value[name])).join(' ');

/** Without first days that have come: what is drafted for one of these holds at once. */
export const withoutPastDays = (entries: readonly CountyEntry[], today: IsoDate): CountyEntry[] =>
  entries.map(({ section, value }) => {
    const { fromDay, ...rest } = value;
    return { section, value: typeof fromDay === 'string' && fromDay > today ? value : rest };
  });

export type EntryProblem =
  | 'repeated'
  | 'unknownUnit'
  | 'unknownArea'
  | 'unknownEmployer'
  /** A version that was entered is never changed. */
  | 'policyStands';
/**
 * What an entry of the file would do. `waits`: it names a unit that guardians have not signed yet, so the file is imported once more after that.
 * `others`: somebody else does it (finance opens funds).
 */
export type Difference = {
  section: CountySection;
  key: string;
  value: Value;
  change: 'added' | 'changed';
  /** The members that differ. */
  fields: string[];
  state: 'ready' | 'waits' | 'others';
  problems: EntryProblem[];
};
export type Differences = { found: Difference[]; unchanged: number };

export type Present = {
  entries: readonly CountyEntry[];
  /** Codes of units that are open on the signed list, and of all that are drafted. */
  openUnits: ReadonlySet<string>;
  draftedUnits: ReadonlySet<string>;
};

/** What differs between the file and what there is. Nothing that the file leaves out is touched. */
export function differences(given: readonly CountyEntry[], present: Present): Differences {
  const standing = byKey(present.entries);
  const inFile = byKey(given);
  const known: Known = {
    ...present,
    has: (section, code) =>
      standing.has(`${section} ${canonical(code)}`) || inFile.has(`${section} ${canonical(code)}`),
  };
  const seen = new Set<string>();
  const found: Difference[] = [];
  let unchanged = 0;
  for (const entry of [...given].sort((a, b) => order(a) - order(b))) {
    const key = entryKey(entry);
    const name = `${entry.section} ${key}`;
    const before = standing.get(name);
    const fields = before === undefined ? [] : changedFields(before.value, entry.value);
    const repeated = seen.has(name);
    seen.add(name);
    if (before !== undefined && fields.length === 0 && !repeated) unchanged += 1;
    else
      found.push({
        ...judged(entry, known, repeated),
        key,
        fields,
        change: before === undefined ? 'added' : 'changed',
      });
  }
  return { found, unchanged };
}

type Known = Present & { has: (section: CountySection, code: unknown) => boolean };

const order = ({ section }: CountyEntry) => COUNTY_SECTIONS.indexOf(section);
const byKey = (entries: readonly CountyEntry[]) =>
  new Map(entries.map((one) => [`${one.section} ${entryKey(one)}`, one]));

function judged({ section, value }: CountyEntry, known: Known, repeated: boolean) {
  const problems: EntryProblem[] = repeated ? ['repeated'] : [];
  const units = unitsIn(section, value);
  const unknown = units.filter((code) => !known.draftedUnits.has(code) && !known.has('units', code));
  if (unknown.length > 0) problems.push('unknownUnit');
  const { area, parent, employer } = value;
  const place = section === 'areas' ? parent : section === 'duties' && area === '*' ? null : area;
  if (typeof place === 'string' && !known.has('areas', place)) problems.push('unknownArea');
  if (section === 'boards' && !known.has('employers', employer)) problems.push('unknownEmployer');
  if (section === 'policies' && known.entries.some((one) => one.section === section && one.value.id === value.id))
    problems.push('policyStands');
  const waits = units.some((code) => !known.openUnits.has(code));
  const state = section === 'funds' ? ('others' as const) : waits ? ('waits' as const) : ('ready' as const);
  return { section, value, state, problems };
}

/** Codes of the units that an entry names, besides its own. */
function unitsIn(section: CountySection, value: Value): string[] {
  const { regulators, units, unit, parent, intake, upper } = value;
  const listed = Array.isArray(regulators) ? regulators.map((one: { unit: string }) => one.unit) : [];
  const named = [unit, section === 'units' ? parent : null, intake, upper];
  const all = [...listed, ...(Array.isArray(units) ? units : []), ...named];
  return all.filter((code): code is string => typeof code === 'string' && code !== '');
}

function changedFields(before: Value, after: Value): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => canonical(before[name]) !== canonical(after[name])).sort();
}

/** The same text for the same value, whatever the order of its members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}
