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
  // Last, since what else is in the file may still lead to what ends.
  'unitEndings',
  'rosterEndings',
] as const;
export type CountySection = (typeof COUNTY_SECTIONS)[number];

type Value = Readonly<Record<string, unknown>>;
export type CountyEntry = { section: CountySection; value: Value };

/** All that an entry of the roster says; nothing else tells it from others. */
const LINE = ['event', 'unit', 'role', 'days', 'from', 'to', 'rank', 'mail', 'target'];

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
  roster: [...LINE, 'fromDay'],
  holidays: ['year'],
  policies: ['id'],
  funds: ['unit', 'year', 'source'],
  unitEndings: ['unit'],
  rosterEndings: [...LINE, 'fromDay'],
};

export const entryKey = ({ section, value }: CountyEntry): string => named(KEYS[section], value);

const named = (names: readonly string[], value: Value) => names.map((name) => canonical(value[name])).join(' ');

/** What tells one line of the roster from others, whenever it begins or ends. */
export const lineKey = (value: Value): string => named(LINE, value);

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
  /** The line of the roster that shall end is not on it. */
  | 'unknownLine'
  /** It is closed or merged, or drafted to be: nothing about it is changed any more, and nothing comes under it. */
  | 'unitEnds'
  /** A version that was entered is never changed. */
  | 'policyStands';
/**
 * What an entry of the file would do. `waits`: it names a unit that guardians have not signed yet, so the file is imported once more after that.
 * `waitsLine`: likewise a line of the roster on which no second person has agreed, or whose day is to come.
 * `others`: somebody else does it (finance opens funds).
 */
export type Difference = {
  section: CountySection;
  key: string;
  value: Value;
  change: 'added' | 'changed';
  /** The members that differ. */
  fields: string[];
  state: 'ready' | 'waits' | 'waitsLine' | 'others';
  problems: EntryProblem[];
};
export type Differences = { found: Difference[]; unchanged: number };

export type Present = {
  entries: readonly CountyEntry[];
  /** Codes of units that are open on the signed list, of all that are open there or drafted, and of those that are closed or drafted to be. */
  openUnits: ReadonlySet<string>;
  draftedUnits: ReadonlySet<string>;
  endedUnits: ReadonlySet<string>;
  /** Lines of the roster in force (`lineKey`). */
  standingLines: ReadonlySet<string>;
};

/** What differs between the file and what there is. Nothing that the file leaves out is touched. */
export function differences(given: readonly CountyEntry[], present: Present): Differences {
  const standing = byKey(present.entries);
  const inFile = byKey(given);
  const lines = [...present.entries, ...given].filter(({ section }) => section === 'roster');
  const known: Known = {
    ...present,
    lines: new Set(lines.map(({ value }) => lineKey(value))),
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

type Known = Present & { lines: ReadonlySet<string>; has: (section: CountySection, code: unknown) => boolean };

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
  if (changesUnits(section, value).some((code) => known.endedUnits.has(code))) problems.push('unitEnds');
  if (section === 'rosterEndings' && !known.lines.has(lineKey(value))) problems.push('unknownLine');
  return { section, value, state: stateOf({ section, value }, units, known), problems };
}

function stateOf({ section, value }: CountyEntry, units: readonly string[], known: Known): Difference['state'] {
  if (section === 'funds') return 'others';
  if (units.some((code) => !known.openUnits.has(code))) return 'waits';
  return section === 'rosterEndings' && !known.standingLines.has(lineKey(value)) ? 'waitsLine' : 'ready';
}

/** Codes of units of the tree that an entry changes, or puts others under. */
function changesUnits(section: CountySection, { code, parent, unit, successor }: Value): string[] {
  const changed = section === 'units' ? [code, parent] : section === 'unitEndings' ? [unit, successor] : [];
  return changed.filter((one): one is string => typeof one === 'string');
}

/** Codes of the units that an entry names, besides its own. */
function unitsIn(section: CountySection, value: Value): string[] {
  const { regulators, units, unit, successor, parent, intake, upper } = value;
  const listed = Array.isArray(regulators) ? regulators.map((one: { unit: string }) => one.unit) : [];
  const named = [unit, section === 'units' ? parent : null, successor, intake, upper];
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
