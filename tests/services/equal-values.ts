import type { StolenRow } from './join-search';

/** A payment, and the ids of its case, report and proposal, which the test knows and a thief wants to know. */
export type KnownPair = { payment: string; ofCase: readonly string[] };

type Told = Map<string, Set<string>>;

/**
 * Pairs of fields by which a thief could tell to whom a payment belongs although no id is shared: what rows say beside
 * a payment agrees, for every payment, with what rows say beside its own case, and not with what they say beside every
 * other case. The number of a list or a version does that when few have the same one.
 */
export function joiningFields(rows: readonly StolenRow[], pairs: readonly KnownPair[]): string[] {
  const sides = pairs.map(({ payment, ofCase }) => ({
    paid: toldBeside(rows, [payment]),
    told: toldBeside(rows, ofCase),
  }));
  const fields = (side: 'paid' | 'told') => [...new Set(sides.flatMap((one) => [...one[side].keys()]))];
  const found: string[] = [];
  for (const ofPayment of fields('paid')) {
    for (const ofCase of fields('told')) {
      const agree = (one: number, other: number) =>
        meet(sides[one]?.paid.get(ofPayment), sides[other]?.told.get(ofCase));
      const all = [...pairs.keys()];
      const own = all.every((index) => agree(index, index));
      if (own && all.some((one) => all.some((other) => !agree(one, other)))) found.push(`${ofPayment} = ${ofCase}`);
    }
  }
  return found;
}

const meet = (one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean =>
  one !== undefined && other !== undefined && [...one].some((value) => other.has(value));

/** What every row that holds one of these ids says, by table and field, including fields inside JSON. */
function toldBeside(rows: readonly StolenRow[], wanted: readonly string[]): Told {
  const told: Told = new Map();
  for (const { table, ids, cells } of rows) {
    if (ids.some((id) => wanted.includes(id))) tell(told, table, cells);
  }
  return told;
}

function tell(told: Told, field: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) for (const one of value) tell(told, field, one);
  else if (typeof value === 'object')
    for (const [name, one] of Object.entries(value)) tell(told, `${field}.${name}`, one);
  else told.set(field, (told.get(field) ?? new Set()).add(String(value)));
}
