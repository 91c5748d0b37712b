import * as z from 'zod/mini';
import { BOARD_KINDS, PERSON_ROLES } from '~/domain/county/board-kind';
import type { CountyEntry, CountySection } from '~/domain/county/county-file';
import { jsonOf } from '~/envelope/json';

// The file of a county's set-up, version 1; docs/interfaces.md describes it. Units are named by their codes, since their ids differ from site to site.

const text = z.string();
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
/** Of a draft for a later day. */
const fromDay = z.optional(day);
const localized = z.record(text, text);
const point = z.strictObject({
  ...{ name: localized, place: localized, category: localized, factors: localized, accident: localized },
  ...{ measures: localized, requirements: localized, until: z.union([day, z.literal('')]) },
});
const regulators = z.array(z.strictObject({ unit: text, duty: text, sectors: z.array(text) }));
const line = {
  event: text,
  unit: text,
  role: text,
  days: z.array(z.int()),
  from: text,
  to: text,
  rank: z.int(),
  mail: text,
  target: text,
  fromDay,
};

/** The shape of one entry of each section. */
const ENTRIES = {
  areas: z.strictObject({ code: text, parent: z.nullable(text), level: text, names: localized, closed: z.boolean() }),
  superior: z.strictObject({
    names: localized,
    address: z.nullable(localized),
    phone: z.nullable(text),
    mail: z.nullable(text),
    holders: z.array(z.strictObject({ post: text, recipient: text })),
    others: z.array(z.strictObject({ names: localized, phone: text })),
    fromDay,
  }),
  units: z.strictObject({
    code: text,
    kind: text,
    names: localized,
    area: z.nullable(text),
    parent: z.nullable(text),
    phone: text,
    address: localized,
    hours: localized,
    fromDay,
  }),
  terms: z.strictObject({ stampDays: z.int(), intake: text, upper: text }),
  sectors: z.strictObject({ code: text, names: localized, closed: z.boolean() }),
  duties: z.strictObject({ duty: text, sector: text, area: text, matter: text, units: z.array(text) }),
  employers: z.strictObject({ creditCode: text, names: localized, sector: text, area: text, regulators }),
  boards: z.strictObject({
    code: text,
    site: localized,
    employer: text,
    area: text,
    regulators,
    persons: z.array(z.strictObject({ role: z.enum(PERSON_ROLES), name: text, post: text, phone: text })),
    // A file that names no kind has boards of responsibility.
    kind: z._default(z.enum(BOARD_KINDS), 'responsibility'),
    risks: z.array(localized),
    point: z._default(z.nullable(point), null),
    hotline: text,
  }),
  roster: z.strictObject(line),
  holidays: z.strictObject({ year: z.int(), free: z.array(day), working: z.array(day), notice: text }),
  policies: z.looseObject({ id: text, kind: text, jurisdiction: text }),
  funds: z.strictObject({ unit: text, year: z.int(), source: text }),
  unitEndings: z.strictObject({ unit: text, successor: z.nullable(text), fromDay }),
  rosterEndings: z.strictObject(line),
} satisfies Record<CountySection, z.ZodMiniType<object>>;
export type CountyValues = { [S in CountySection]: z.output<(typeof ENTRIES)[S]> };

const outer = z.object({
  format: z.literal('anshao-county'),
  version: z.literal(1),
  entries: z.record(text, z.array(z.unknown())),
});

export const FORMAT = { format: 'anshao-county', version: 1 } as const;

/** Entries, and those that have another shape than their section asks: with the member that is wrong. */
export type ReadCountyFile = { entries: CountyEntry[]; misshapen: { section: string; at: number; field: string }[] };

/** Null for a text that is no such file, or one of a later version. */
export function readCountyFile(given: string): ReadCountyFile | null {
  const read = outer.safeParse(jsonOf(given) ?? undefined);
  if (!read.success) return null;
  const found: ReadCountyFile = { entries: [], misshapen: [] };
  for (const [section, values] of Object.entries(read.data.entries)) {
    for (const [at, value] of values.entries()) {
      const entry = isSection(section) ? ENTRIES[section].safeParse(value) : null;
      if (entry?.success)
        found.entries.push({ section: section as CountySection, value: entry.data as CountyEntry['value'] });
      else found.misshapen.push({ section, at, field: String(entry?.error?.issues[0]?.path[0] ?? '') });
    }
  }
  return found;
}

const isSection = (name: string): name is CountySection => Object.hasOwn(ENTRIES, name);
